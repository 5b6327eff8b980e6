using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>
/// Prints interfaces of capabilities as C#, from the assembly: <c>&lt;!-- interface: ILog --&gt;</c> on a page, until
/// <c>&lt;!-- end --&gt;</c>.
/// </summary>
internal static partial class PrintedInterface
{
    /// <summary>Prints each interface of a page anew.</summary>
    public static string Renew(string page) => Block().Replace(page, match =>
    {
        IEnumerable<string> interfaces = match.Groups["names"].Value.Split(", ").Select(name => string.Join('\n', Print(TypeOf(name))));
        return $"{match.Groups["begin"].Value}\n```csharp\n{string.Join("\n\n", interfaces)}\n```\n<!-- end -->";
    });

    /// <summary>Counts the blocks of a page.</summary>
    public static int Count(string page) => Block().Count(page);

    private static Type TypeOf(string name) => typeof(ILog).Assembly.GetExportedTypes().Single(type => type.Name == name);

    private static IEnumerable<string> Print(Type type)
    {
        string bases = string.Concat(type.GetInterfaces().Select(contract => $" : {contract.Name}"));
        return
        [
            .. type.GetCustomAttributesData().Where(IsOfBindgen).Select(attribute => $"[{Print(attribute)}]"),
            $"public interface {type.Name}{bases}",
            "{",
            .. type.GetProperties().Select(property => $"    {Name(property.PropertyType)} {property.Name} {{ get; }}"),
            .. type.GetMethods().Where(method => !method.IsSpecialName).SelectMany(Method).Select(line => "    " + line),
            "}",
        ];
    }

    private static IEnumerable<string> Method(MethodInfo method)
    {
        string attributes = string.Join(", ", method.GetCustomAttributesData().Where(IsOfBindgen).Select(Print));
        string[] parameters = [.. method.GetParameters().Select(Parameter)];
        string head = $"{Name(new NullabilityInfoContext().Create(method.ReturnParameter))} {method.Name}(";
        return
        [
            .. attributes.Length > 0 ? [$"[{attributes}]"] : Array.Empty<string>(),
            .. parameters.Length < 2
                ? [$"{head}{string.Concat(parameters)});"]
                : parameters[..^1].Select(parameter => $"    {parameter},").Prepend(head).Append($"    {parameters[^1]});"),
        ];
    }

    private static string Parameter(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType;
        string attributes = string.Concat(
            parameter.GetCustomAttributesData().Where(IsOfBindgen).Select(attribute => $"[{Print(attribute)}] "));
        string value = !parameter.HasDefaultValue ? ""
            : type.IsEnum ? $" = {type.Name}.{Enum.ToObject(type, parameter.DefaultValue!)}"
            : " = default";
        return $"{attributes}{Name(new NullabilityInfoContext().Create(parameter))} {parameter.Name}{value}";
    }

    private static bool IsOfBindgen(CustomAttributeData attribute) =>
        attribute.AttributeType.Assembly == typeof(WasmImportAttribute).Assembly;

    private static string Print(CustomAttributeData attribute)
    {
        IEnumerable<string> arguments = attribute.ConstructorArguments.Select(argument => Value(argument.Value))
            .Concat(attribute.NamedArguments.Select(argument => $"{argument.MemberName} = {Value(argument.TypedValue.Value)}"));
        return $"{attribute.AttributeType.Name[..^"Attribute".Length]}({string.Join(", ", arguments)})";
    }

    private static string Value(object? value) => value switch
    {
        string text => $"\"{text}\"",
        Type type => $"typeof({type.Name})",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Name(NullabilityInfo info)
    {
        string name = info.Type switch
        {
            { IsArray: true } => $"{Name(info.ElementType!)}[]",
            { IsGenericType: true } when Nullable.GetUnderlyingType(info.Type) is null =>
                $"{info.Type.Name[..^2]}<{string.Join(", ", info.GenericTypeArguments.Select(Name))}>",
            _ => Name(info.Type),
        };
        return info.ReadState == NullabilityState.Nullable && !info.Type.IsValueType ? name + "?" : name;
    }

    private static string Name(Type type) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } value => $"{Name(value)}?",
        _ when type == typeof(void) => "void",
        _ when type == typeof(bool) => "bool",
        _ when type == typeof(int) => "int",
        _ when type == typeof(long) => "long",
        _ when type == typeof(uint) => "uint",
        _ when type == typeof(ulong) => "ulong",
        _ when type == typeof(double) => "double",
        _ when type == typeof(string) => "string",
        _ when type == typeof(char) => "char",
        _ when type == typeof(byte) => "byte",
        _ => type.Name,
    };

    [GeneratedRegex(@"(?<begin><!-- interface: (?<names>[\w, ]+) -->)\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Block();
}
