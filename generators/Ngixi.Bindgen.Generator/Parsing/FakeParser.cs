using System.Globalization;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>
/// Reads a class with <c>[Fake&lt;T&gt;]</c>. It implements all methods of the interface, whether the rules of contracts refuse one or not:
/// those are told where the interface stands.
/// </summary>
internal sealed class FakeParser
{
    /// <summary>Members of the base class and of each object.</summary>
    private static readonly string[] Inherited =
        ["Mode", "Time", "Calls", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>Members of each record, and of the base of all calls.</summary>
    private static readonly string[] OfRecords =
    [
        "Clone", "Context", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone",
        "PrintMembers", "ReferenceEquals", "ToString",
    ];

    private static readonly QualifiedName Text = new("string", default);

    private readonly ParseContext context;
    private readonly NameScope members;
    private readonly HashSet<string> clientMethods = new(StringComparer.Ordinal);

    private FakeParser(ParseContext context, INamedTypeSymbol symbol)
    {
        this.context = context;
        members = new NameScope([symbol.Name, .. Inherited, .. symbol.MemberNames]);
    }

    /// <summary>Reads a class.</summary>
    public static FakeClass? Parse(INamedTypeSymbol symbol, Violations violations, CancellationToken cancellation)
    {
        if (FakeRules.ProblemsOf(symbol, cancellation).Any())
        {
            violations.Skip();
            return null;
        }

        INamedTypeSymbol contract = FakeRules.InterfaceOf(symbol)!;
        ParseContext context = ParseContext.Of(symbol, Violations.Ignore(), cancellation);
        return new FakeClass(
            symbol.ToTypeName(),
            context.NameOf(contract),
            ClientOf(contract, symbol, context),
            !symbol.IsPublic() || contract.IsPublic(),
            new FakeParser(context, symbol).MethodsOf(contract));
    }

    /// <summary>
    /// The asynchronous interface of one with <c>Async = true</c>: a reference has it, and in this project it is generated.
    /// </summary>
    private static TypeName? ClientOf(INamedTypeSymbol contract, INamedTypeSymbol fake, ParseContext context)
    {
        if (contract.FindAttribute(KnownNames.WasmExport)?.IsSet("Async") != true)
        {
            return null;
        }

        TypeName name = context.NameOf(contract);
        string client = InterfaceParser.ClientNameOf(name.WithoutInterfacePrefix);
        return SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, fake.ContainingAssembly)
            ? name with { Path = InterfaceParser.NameBeside(contract, client) }
            : contract.ContainingNamespace.GetTypeMembers(client).Any() ? name with { Path = client } : null;
    }

    private EquatableArray<FakeMethod> MethodsOf(INamedTypeSymbol contract)
    {
        bool isExport = contract.FindAttribute(KnownNames.WasmExport) is not null;
        List<IGrouping<string, IMethodSymbol>> methods = [.. new[] { contract }
            .Concat(contract.AllInterfaces.OrderBy(type => type.ToDisplayString(), StringComparer.Ordinal))
            .SelectMany(InOrder)
            .OfType<IMethodSymbol>()
            .Where(method => method is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsGenericMethod: false }
                && (method.IsAbstract || (method.IsVirtual && !isExport && !method.IsOwnBusiness())))
            .GroupBy(method => method.ToDisplayString(MethodParser.SignatureFormat), StringComparer.Ordinal)];
        return methods
            .Select(alike => Parse([.. alike], alike.Key, methods.Count(other => other.First().Name == alike.First().Name) > 1))
            .ToEquatableArray();
    }

    /// <summary>The members in the order by which the asynchronous interface was named, in the assembly that has it.</summary>
    private static IEnumerable<ISymbol> InOrder(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.IsEmpty ? type.GetMembers() : MethodParser.InOrder(type);

    private FakeMethod Parse(IReadOnlyList<IMethodSymbol> alike, string signature, bool isOverload)
    {
        IMethodSymbol method = alike[0];
        Completion completion = method.ReturnType is INamedTypeSymbol type ? TypeParser.CompletionOf(type) : Completion.Synchronous;
        ITypeSymbol? returned = ReturnedOf(method, completion);
        string property = members.Take(isOverload ? OverloadName(method) : method.Name);
        string record = members.Take($"{property}Call");
        NameScope names = new([record, .. OfRecords]);
        FakeParameter[] parameters = [.. method.Parameters.Select(parameter => Parse(parameter, names))];
        IParameterSymbol[] outs = [.. method.Parameters.Where(parameter => parameter.RefKind == RefKind.Out)];
        return new FakeMethod(
            property,
            record,
            method.Name,
            ClientNameOf(method, parameters),
            signature,
            method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType).Any(Obsolescences.IsErrorIn),
            alike.Select(declared => context.QualifiedNameOf(declared.ContainingType)).ToEquatableArray(),
            parameters.ToEquatableArray(),
            completion,
            context.QualifiedNameOf(method.ReturnType),
            ResultOf(returned, outs),
            returned is not null,
            FallbackOf(returned, outs),
            method.FindAttribute(KnownNames.WasmErrors)?.ConstructorArguments.FirstOrDefault().Value is INamedTypeSymbol errors
                ? context.QualifiedNameOf(errors)
                : null,
            IsDisposal: method.ContainingType.IsOfSystem() && method.ContainingType.Name is "IDisposable" or "IAsyncDisposable");
    }

    private FakeParameter Parse(IParameterSymbol parameter, NameScope names)
    {
        FakeParameterKind kind = KindOf(parameter);
        string member = kind is FakeParameterKind.Out or FakeParameterKind.Context or FakeParameterKind.Cancellation
            ? ""
            : names.Take(char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1));
        return new FakeParameter(
            parameter.Name,
            kind,
            context.QualifiedNameOf(parameter.Type),
            member,
            kind == FakeParameterKind.Buffer ? ArrayOf(parameter.Type) : KeptOf(parameter.Type));
    }

    private static FakeParameterKind KindOf(IParameterSymbol parameter) => parameter switch
    {
        { RefKind: RefKind.Out } => FakeParameterKind.Out,
        { Type: INamedTypeSymbol type } when type.IsNamed(KnownNames.GuestContext) => FakeParameterKind.Context,
        { Type: INamedTypeSymbol type } when type.IsNamed("System.Threading.CancellationToken") => FakeParameterKind.Cancellation,
        { Type: var type } when IsView(type, "Span") => FakeParameterKind.Buffer,
        { Type: var type } when IsTextView(type) => FakeParameterKind.TextView,
        { Type: var type } when IsView(type, "ReadOnlySpan") => FakeParameterKind.View,
        _ => FakeParameterKind.Value,
    };

    private static bool IsView(ITypeSymbol type, string name) =>
        type is INamedTypeSymbol { TypeArguments.Length: 1 } span && span.IsNamed($"System.{name}");

    private static bool IsTextView(ITypeSymbol type) =>
        IsView(type, "ReadOnlySpan") && ((INamedTypeSymbol)type).TypeArguments[0].SpecialType == SpecialType.System_Char;

    private QualifiedName ArrayOf(ITypeSymbol span)
    {
        QualifiedName element = context.QualifiedNameOf(((INamedTypeSymbol)span).TypeArguments[0]);
        return element with { Text = $"{element.Text}[]" };
    }

    /// <summary>What a method returns without its task; null for nothing.</summary>
    private static ITypeSymbol? ReturnedOf(IMethodSymbol method, Completion completion) =>
        completion == Completion.Synchronous
            ? method.ReturnsVoid ? null : method.ReturnType
            : ((INamedTypeSymbol)method.ReturnType).TypeArguments.FirstOrDefault();

    private QualifiedName? ResultOf(ITypeSymbol? returned, IParameterSymbol[] outs)
    {
        if (outs.Length == 0)
        {
            return returned is null ? null : KeptOf(returned);
        }

        List<(string Name, QualifiedName Type)> parts = [.. outs.Select(parameter => (parameter.Name, MaybeNull(parameter)))];
        if (returned is not null)
        {
            parts.Insert(0, ("Result", KeptOf(returned)));
        }

        bool areNamed = TupleNames.AreAllowed([.. parts.Select(part => part.Name)]);
        return parts.Count == 1
            ? parts[0].Type
            : new QualifiedName(
                $"({string.Join(", ", parts.Select(part => areNamed ? $"{part.Type.Text} {Escape(part.Name)}" : part.Type.Text))})",
                parts.SelectMany(part => part.Type.Aliases).Distinct().ToEquatableArray());
    }

    private static string Escape(string name) => QualifiedTypeText.Identifier(name);

    /// <summary>The type of an <c>out</c> parameter; an attribute may say that it is set to null.</summary>
    private QualifiedName MaybeNull(IParameterSymbol parameter) => context.QualifiedNameOf(MethodParser.TypeOfOut(parameter));

    private QualifiedName KeptOf(ITypeSymbol type) =>
        IsTextView(type) ? Text : IsView(type, "ReadOnlySpan") ? ArrayOf(type) : context.QualifiedNameOf(type);

    private QualifiedName? FallbackOf(ITypeSymbol? returned, IParameterSymbol[] outs)
    {
        List<QualifiedName?> parts = [.. outs.Select(parameter => new FakeFallback(context).Of(MethodParser.TypeOfOut(parameter)))];
        if (returned is not null)
        {
            parts.Insert(0, new FakeFallback(context).Of(returned));
        }

        return FakeFallback.Together(parts);
    }

    /// <summary>A name for one of several methods of a name: that which its import has, or with its version.</summary>
    private static string OverloadName(IMethodSymbol method)
    {
        int version = method.FindAttribute(KnownNames.WasmVersion)?.ConstructorArguments.FirstOrDefault().Value as int? ?? 1;
        string suffix = version > 1 ? $"V{version.ToString(CultureInfo.InvariantCulture)}" : "";
        string name = VersionParser.StatedName(method) is { } stated && Naming.ToPascalCase(stated) is { Length: > 0 } stub
            && !char.IsDigit(stub[0])
                ? stub
                : method.Name;
        return name + suffix;
    }

    /// <summary>The name in the asynchronous interface, by the rules of that.</summary>
    private string ClientNameOf(IMethodSymbol method, FakeParameter[] parameters)
    {
        string types = string.Join(
            ", ", parameters.Where(parameter => parameter.Kind != FakeParameterKind.Out).Select(parameter => parameter.Type.Text));
        string name = $"{method.Name}Async";
        if (!clientMethods.Add($"{name}({types})"))
        {
            name = $"{OverloadName(method)}Async";
            while (!clientMethods.Add($"{name}({types})"))
            {
                name += "_";
            }
        }

        return name;
    }
}
