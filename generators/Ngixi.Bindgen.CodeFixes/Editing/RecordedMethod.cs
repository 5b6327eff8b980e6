using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.CodeFixes.Editing;

/// <summary>
/// Writes the method that guests were built for from its line in the contract file. What that leaves out, such as limits,
/// tasks and whether a sequence is a span, is as in the method that it became.
/// </summary>
internal sealed class RecordedMethod
{
    private const string Async = "Async";

    private readonly MethodDeclarationSyntax changed;
    private readonly IMethodSymbol symbol;
    private readonly ContractSignature recorded;
    private readonly ContractSignature current;
    private readonly RecordedTypes types;
    private readonly SemanticModel model;
    private readonly string suffix;

    public RecordedMethod(
        MethodDeclarationSyntax changed, IMethodSymbol symbol, ContractSignature recorded, ContractSignature current, SemanticModel model)
    {
        this.changed = changed;
        this.symbol = symbol;
        this.recorded = recorded;
        this.current = current;
        this.model = model;
        types = new RecordedTypes(model, symbol.ContainingType, changed.SpanStart);
        suffix = symbol.Name == NameOf(current) + Async ? Async : "";
    }

    private bool IsSameResult => recorded.Result?.Text == current.Result?.Text;

    private string Name => NameOf(recorded) + suffix;

    /// <summary>Gets whether C# cannot tell the two methods apart, because their parameters have the same types.</summary>
    /// <param name="method">What <see cref="Write"/> returned.</param>
    public bool IsSameToCSharp(MethodDeclarationSyntax method) => HasSignatureOf(method, symbol);

    /// <summary>The name that the changed method can have beside this one.</summary>
    public string NameOfVersion(string version, string next)
    {
        string name = NameOf(current);
        string end = $"V{version}";
        return $"{(name.EndsWith(end, StringComparison.Ordinal) ? name.Substring(0, name.Length - end.Length) : name)}V{next}{suffix}";
    }

    /// <summary>Writes the method, or returns null where it cannot stand in this interface any more.</summary>
    public MethodDeclarationSyntax? Write(string import, string version)
    {
        // A method of another resource, or the release of one, is no method of this interface.
        if (ReceiverOf(recorded) != ReceiverOf(current)
            || (NameOf(recorded) == "Dispose"
                && symbol.ContainingType.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable))
            || Result() is not { } result
            || Parameters() is not { } parameters)
        {
            return null;
        }

        MethodDeclarationSyntax method = SyntaxFactory.MethodDeclaration(
            result.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space),
            Identifier(Name))
            .WithParameterList(SyntaxFactory.ParameterList([.. parameters]))
            .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken));
        if (symbol.ContainingType
            .GetMembers(Name)
            .OfType<IMethodSymbol>()
            .Any(other => !SymbolEqualityComparer.Default.Equals(other, symbol) && HasSignatureOf(method, other)))
        {
            return null;
        }

        if (changed.FindAttribute("WasmName") is { } name)
        {
            method = method.AddAttribute(name);
        }
        else if (Naming.ToSnakeCase(NameOf(recorded)) != Naming.ToSnakeCase(NameOf(current)))
        {
            method = method.AddAttribute(Attributes.Make("Ngixi.Bindgen.WasmName", Attributes.Literal(import)));
        }

        if (recorded.Errors is not null)
        {
            if (Errors() is not { } errors)
            {
                return null;
            }

            method = method.AddAttribute(errors);
        }

        return version == "1" ? method : method.AddAttribute(Version(version));
    }

    public static AttributeSyntax Version(string version) => Attributes.Make(
        "Ngixi.Bindgen.WasmVersion",
        SyntaxFactory.LiteralExpression(
            SyntaxKind.NumericLiteralExpression,
            SyntaxFactory.Literal(int.Parse(version, CultureInfo.InvariantCulture))));

    private AttributeSyntax? Errors()
    {
        if (recorded.Errors == current.Errors)
        {
            return changed.FindAttribute("WasmErrors");
        }

        return types.Write(recorded.Errors!) is { } errors
            ? Attributes.Make("Ngixi.Bindgen.WasmErrors", SyntaxFactory.TypeOfExpression(errors))
            : null;
    }

    private TypeSyntax? Result()
    {
        if (IsSameResult)
        {
            return changed.ReturnType;
        }

        // A guest cannot tell whether the host waits for a task, so both methods do.
        string? task = symbol.ReturnType.Name is "Task" or "ValueTask"
            ? $"global::{symbol.ReturnType.ContainingNamespace}.{symbol.ReturnType.Name}"
            : null;
        if (recorded.Result is null)
        {
            return task is null ? TypeText.Void() : TypeText.Parse(task);
        }

        TypeSyntax? result = types.Write(recorded.Result.Text);
        return result is null || task is null ? result : TypeText.Parse($"{task}<{result}>");
    }

    /// <summary>The recorded parameters, between those of the changed method that guests know nothing of.</summary>
    private List<ParameterSyntax>? Parameters()
    {
        SeparatedSyntaxList<ParameterSyntax> now = changed.ParameterList.Parameters;
        List<ParameterSyntax> parameters = [.. now.TakeWhile(IsOfTheHost)];
        int before = parameters.Count;
        foreach ((string type, string name) in recorded.Parameters.Select(parameter => (parameter.Type.Text, parameter.Name)))
        {
            if (current.Parameters.Any(parameter => parameter.Name == name && parameter.Type.Text == type))
            {
                parameters.Add(now.First(parameter => parameter.Identifier.ValueText == name));
            }
            else if (types.Write(type) is { } written)
            {
                parameters.Add(SyntaxFactory.Parameter(Identifier(name)).WithType(written.WithTrailingTrivia(SyntaxFactory.Space)));
            }
            else
            {
                return null;
            }
        }

        // What `out` parameters are set to is a part of the result.
        parameters.AddRange(now.Skip(before).Where(parameter => IsOfTheHost(parameter) || (IsOut(parameter) && IsSameResult)));
        bool areNamesUnique = parameters
            .Select(parameter => parameter.Identifier.ValueText)
            .Distinct(StringComparer.Ordinal)
            .Count() == parameters.Count;

        // What is optional, or takes any number of arguments, would have to stand at the end.
        return areNamesUnique
            ? [.. parameters.Select(parameter =>
                (IsOut(parameter) ? parameter : parameter.WithModifiers(default)).WithDefault(null).WithoutTrivia())]
            : null;
    }

    private bool IsOfTheHost(ParameterSyntax parameter) =>
        !IsOut(parameter) && current.Parameters.All(known => known.Name != parameter.Identifier.ValueText);

    private bool HasSignatureOf(MethodDeclarationSyntax method, IMethodSymbol other)
    {
        SeparatedSyntaxList<ParameterSyntax> parameters = method.ParameterList.Parameters;
        return other.Name == Name && other.Parameters.Length == parameters.Count && other.Parameters.Zip(parameters, (one, two) =>
            SymbolEqualityComparer.Default.Equals(
                one.Type,
                model.GetSpeculativeTypeInfo(changed.SpanStart, two.Type!, SpeculativeBindingOption.BindAsTypeOrNamespace).Type)
            && (one.RefKind == RefKind.Out) == IsOut(two)).All(isSame => isSame);
    }

    private static bool IsOut(ParameterSyntax parameter) => parameter.Modifiers.Any(SyntaxKind.OutKeyword);

    private static string NameOf(ContractSignature signature) => signature.Name.Substring(signature.Name.LastIndexOf('.') + 1);

    private static string ReceiverOf(ContractSignature signature) => signature.Name.Substring(0, signature.Name.LastIndexOf('.') + 1);

    private static SyntaxToken Identifier(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None
        ? SyntaxFactory.Identifier(name)
        : SyntaxFactory.VerbatimIdentifier(default, name, name, default);
}
