using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0001: puts the type that crosses in the place of its neighbour that does not, in a method or in the record that it mentions.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UseSupportedTypeFix() : BindgenFix("NGX0001")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<TypeSyntax>() is not { } type)
        {
            return;
        }

        SupportedTypes types = new(offer.Model, offer.Cancellation);
        if (types.Visit(type) is TypeSyntax replaced && types.Instead is not null)
        {
            offer.Replace($"Use '{types.Instead}'", type, replaced.WithTriviaFrom(type));
            return;
        }

        foreach (INamedTypeSymbol record in RecordsIn(type, offer))
        {
            (Location, Func<SyntaxNode, SyntaxNode>)[] changes = [.. ChangesOf(record, offer)];
            if (changes.Length > 0)
            {
                offer.Change($"Use types that cross in '{record.Name}'", changes);
                return;
            }
        }
    }

    private static IEnumerable<INamedTypeSymbol> RecordsIn(TypeSyntax type, FixOffer offer) => type.DescendantNodesAndSelf()
        .OfType<TypeSyntax>()
        .Select(part => offer.Model.GetTypeInfo(part, offer.Cancellation).Type)
        .OfType<INamedTypeSymbol>()
        .Where(symbol => symbol.IsRecord);

    private static IEnumerable<(Location, Func<SyntaxNode, SyntaxNode>)> ChangesOf(INamedTypeSymbol record, FixOffer offer)
    {
        foreach (SyntaxReference reference in record.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(offer.Cancellation) is not RecordDeclarationSyntax declaration)
            {
                continue;
            }

            IEnumerable<TypeSyntax?> properties = declaration.Members.OfType<PropertyDeclarationSyntax>().Select(property => (TypeSyntax?)property.Type);
            IEnumerable<TypeSyntax?> parameters = declaration.ParameterList?.Parameters.Select(parameter => parameter.Type) ?? [];
            SemanticModel model = offer.Model.Compilation.GetSemanticModel(reference.SyntaxTree);
            foreach (TypeSyntax property in parameters.Concat(properties).OfType<TypeSyntax>())
            {
                SupportedTypes types = new(model, offer.Cancellation);
                if (types.Visit(property) is TypeSyntax replaced && types.Instead is not null)
                {
                    yield return (property.GetLocation(), _ => replaced.WithTriviaFrom(property));
                }
            }
        }
    }
}
