using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.CodeFixes.Editing;
using Ngixi.Bindgen.Contracts;

namespace Ngixi.Bindgen.CodeFixes;

/// <summary>NGX0013: puts the method that guests were built for back, and the changed one beside it as its next version.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddVersionFix() : BindgenFix("NGX0013")
{
    private protected override void Offer(FixOffer offer)
    {
        if (offer.Find<MethodDeclarationSyntax>() is not { } changed
            || offer.Model.GetDeclaredSymbol(changed, offer.Cancellation) is not { } symbol
            || SignatureOf(offer.Property("Recorded")) is not { } recorded
            || SignatureOf(offer.Property("Current")) is not { } current
            || offer.Property("Import") is not { } import
            || offer.Property("Version") is not { } version
            || offer.Property("NextVersion") is not { } next)
        {
            return;
        }

        RecordedMethod method = new(changed, symbol, recorded, current, offer.Model);
        if (method.Write(import, version) is not { } restored)
        {
            return;
        }

        if (!method.IsSameToCSharp(restored))
        {
            offer.Replace(
                $"Add version {next} beside the one that guests were built for",
                changed,
                restored.Before(WithVersion(changed, next)));
            return;
        }

        string name = method.NameOfVersion(version, next);
        if (symbol.ContainingType.GetMembers(name).Length == 0)
        {
            offer.RenameAndReplace($"Add version {next}, '{name}', beside the one that guests were built for", changed, name, renamed =>
                restored.Before(WithVersion(WithImport((MethodDeclarationSyntax)renamed, import), next)));
        }
    }

    private static ContractSignature? SignatureOf(string? text) => text is null ? null : ContractParser.ParseSignature(text);

    private static MethodDeclarationSyntax WithImport(MethodDeclarationSyntax method, string import) =>
        method.FindAttribute("WasmName") is null
            ? method.AddAttribute(Attributes.Make("Ngixi.Bindgen.WasmName", Attributes.Literal(import)))
            : method;

    private static MethodDeclarationSyntax WithVersion(MethodDeclarationSyntax method, string version)
    {
        AttributeSyntax attribute = RecordedMethod.Version(version);
        return method.FindAttribute("WasmVersion") is { } stated
            ? method.ReplaceNode(stated, attribute.WithTriviaFrom(stated))
            : method.AddAttribute(attribute);
    }
}
