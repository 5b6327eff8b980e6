using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>
/// A prefix stands before a name as it is: <c>kv</c> makes <c>kvget</c>. Before a name that is stated it does not stand at all.
/// </summary>
internal static class Prefixes
{
    public static void Check(ContractView contract)
    {
        string? prefix = contract.Resource is null ? contract.Attribute.NamedArgument("Prefix") : contract.Attribute.FirstArgument();
        if (prefix is null or "")
        {
            return;
        }

        if (char.IsLetterOrDigit(prefix[prefix.Length - 1]) && ExampleOf(contract) is { } example)
        {
            contract.Report(Advice.PrefixWithoutSeparator, LocationOf(contract), prefix, example);
        }

        foreach (MethodView method in contract.Methods)
        {
            if (method.Symbol.FindAttribute(KnownNames.WasmName) is { } stated
                && !method.Model.ImportName.StartsWith(prefix, StringComparison.Ordinal))
            {
                contract.Report(
                    Advice.NameWithoutPrefix,
                    NameOf(stated, contract) ?? method.Location,
                    ImmutableDictionary<string, string?>.Empty.Add("Prefix", prefix),
                    method.Model.ImportName,
                    prefix);
            }
        }
    }

    private static Location? NameOf(AttributeData stated, ContractView contract)
    {
        AttributeSyntax? attribute = stated.ApplicationSyntaxReference?.GetSyntax(contract.Cancellation) as AttributeSyntax;
        return attribute?.ArgumentList?.Arguments[0].Expression.GetLocation();
    }

    /// <summary>An import that begins with the prefix, if any does.</summary>
    private static string? ExampleOf(ContractView contract) =>
        contract.Methods.FirstOrDefault(method => method.Symbol.FindAttribute(KnownNames.WasmName) is null)?.Model.ImportName
        ?? contract.Resource?.ReleaseName;

    private static Location? LocationOf(ContractView contract)
    {
        AttributeSyntax? attribute = contract.Attribute.ApplicationSyntaxReference?.GetSyntax(contract.Cancellation) as AttributeSyntax;
        IEnumerable<AttributeArgumentSyntax> arguments = attribute?.ArgumentList?.Arguments ?? [];
        AttributeArgumentSyntax? argument = contract.Resource is null
            ? arguments.FirstOrDefault(item => item.NameEquals?.Name.Identifier.ValueText == "Prefix")
            : arguments.FirstOrDefault(item => item.NameEquals is null);
        return argument?.Expression.GetLocation();
    }
}
