using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Parsing;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>Fakes of the interfaces of a compilation.</summary>
internal static class FakeSources
{
    public const string File = "Fakes.cs";

    /// <summary>Adds a fake of each interface that can have one.</summary>
    public static CSharpCompilation WithFakes(this CSharpCompilation compilation)
    {
        StringBuilder text = new("namespace FakesOfAll\n{\n");
        int count = 0;
        foreach (INamedTypeSymbol contract in TypesIn(compilation.Assembly.GlobalNamespace).Where(HasFake))
        {
            string name = contract.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
                SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));
            text.Append($"    [global::Ngixi.Testing.Fake<{name}>]\n    internal sealed partial class Fake{count++};\n");
        }

        return count == 0 ? compilation : compilation.AddSyntaxTrees(Sources.Tree(text.Append("}\n").ToString(), File));
    }

    private static bool HasFake(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Interface, IsFileLocal: false }
        && (type.FindAttribute(KnownNames.WasmImport)
            ?? type.FindAttribute(KnownNames.WasmExport)
            ?? type.FindAttribute(KnownNames.WasmResource)) is not null;

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol space) => space.GetMembers()
        .OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => TypesIn(member).Concat(member is INamedTypeSymbol type ? [type] : []));
}
