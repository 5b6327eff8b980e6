using Ngixi.Bindgen.Generator.Abi;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>The raw imports of one stub file, in a namespace that only the file sees.</summary>
internal sealed class RawImports
{
    public const string Namespace = "raw";

    private readonly NameScope names = new();
    private readonly List<(string Name, LoweredFunction Function, string Result)> imports = [];

    /// <summary>Adds an import and returns what calls it.</summary>
    public string Add(LoweredFunction function, BindingType result)
    {
        string name = names.Take(IdentifierOf(function.Name));
        string type = function.Passing == ResultPassing.Direct && result is not ResourceType ? ScriptText.TypeOf(result) : function.Result is null ? "void" : "i32";
        imports.Add((name, function, type));
        return $"{Namespace}.{name}";
    }

    public void Write(CodeWriter writer)
    {
        if (imports.Count == 0)
        {
            return;
        }

        writer.Block($"namespace {Namespace}", () =>
        {
            for (int i = 0; i < imports.Count; i++)
            {
                if (i > 0)
                {
                    writer.Line();
                }

                (string name, LoweredFunction function, string result) = imports[i];
                NameScope parameters = new();
                writer.Line("// @ts-ignore: decorator");
                writer.Line("@unsafe");
                Layout.Write(writer, "", new Expression.Call("@external", [ScriptText.Literal(function.Module), ScriptText.Literal(function.Name)]), "");
                Layout.WriteSignature(
                    writer, $"export declare function {name}", [.. Parameters(function).Select(parameter => $"{parameters.Take(ScriptText.Identifier(parameter.Name))}: {parameter.Type}")], $": {result};");
            }
        });
        writer.Line();
    }

    private static IEnumerable<(string Name, string Type)> Parameters(LoweredFunction function)
    {
        if (function.Receiver is { } receiver)
        {
            yield return (receiver.Name, "i32");
        }

        foreach (LoweredParameter parameter in function.Parameters)
        {
            foreach (RawParameter raw in parameter.Raw)
            {
                yield return (raw.Name, raw.Role switch
                {
                    RawRole.Pointer => "usize",
                    RawRole.Value => ScriptText.TypeOf(parameter.Source.Type is OptionalType optional ? optional.Value : parameter.Source.Type),
                    _ => "i32",
                });
            }
        }

        if (function.Area is { } area)
        {
            yield return (area.Name, "usize");
        }
    }

    /// <summary>An import's name may be any text; what names it here must be an identifier.</summary>
    private static string IdentifierOf(string importName)
    {
        string name = new([.. importName.Select(character => char.IsLetterOrDigit(character) && character < 128 || character == '_' ? character : '_')]);
        return ScriptText.Identifier(char.IsDigit(name[0]) ? "_" + name : name);
    }
}
