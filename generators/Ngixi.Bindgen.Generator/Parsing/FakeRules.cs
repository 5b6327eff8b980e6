using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>What a class with <c>[Fake&lt;T&gt;]</c> has to be.</summary>
internal static class FakeRules
{
    /// <summary>Gets the interface of a fake; null for what is none.</summary>
    public static INamedTypeSymbol? InterfaceOf(INamedTypeSymbol fake) =>
        fake.FindAttribute(KnownNames.Fake)?.AttributeClass is { TypeArguments.Length: 1 } attribute
            ? attribute.TypeArguments[0] as INamedTypeSymbol
            : null;

    /// <summary>Says why a class cannot be a fake. Its generated part, where the compiler has that already, is no reason.</summary>
    public static IEnumerable<string> ProblemsOf(INamedTypeSymbol fake, CancellationToken cancellation)
    {
        List<TypeDeclarationSyntax> parts = [.. fake.DeclaringSyntaxReferences
            .Select(part => part.GetSyntax(cancellation))
            .OfType<TypeDeclarationSyntax>()
            .Where(part => !IsGenerated(part))];
        if (InterfaceOf(fake) is not { } contract || !IsContract(contract))
        {
            yield return "its interface has none of [WasmImport], [WasmExport] and [WasmResource]; name one that has";
        }

        if (fake.ContainingType is { } outer)
        {
            yield return $"it is nested in '{outer.Name}'; move it out";
        }

        if (fake.Arity > 0)
        {
            yield return "it is generic; remove the type parameters";
        }

        if (fake.IsRecord)
        {
            yield return "it is a record; make it a class";
        }

        if (fake.IsStatic)
        {
            yield return "it is static; make it an instance class";
        }

        if (fake.IsFileLocal)
        {
            yield return "no other file sees it; remove 'file'";
        }

        if (parts.Any(part => !part.Modifiers.Any(SyntaxKind.PartialKeyword)))
        {
            yield return "it is not partial; write 'partial class'";
        }

        if (fake.BaseType is { SpecialType: not SpecialType.System_Object } type && !type.IsNamed(KnownNames.FakeBase))
        {
            yield return $"it derives from '{type.Name}', and fakes have a base class of their own; keep a '{type.Name}' in a field";
        }

        if (parts.Any(part => part.ParameterList is not null || part.Members.OfType<ConstructorDeclarationSyntax>().Any(IsOfInstances)))
        {
            yield return "it declares a constructor, and fakes have one of their own; write a static method that sets one up";
        }
    }

    private static bool IsContract(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface
        && (type.FindAttribute(KnownNames.WasmImport)
            ?? type.FindAttribute(KnownNames.WasmExport)
            ?? type.FindAttribute(KnownNames.WasmResource)) is not null;

    private static bool IsOfInstances(ConstructorDeclarationSyntax constructor) =>
        !constructor.Modifiers.Any(SyntaxKind.StaticKeyword);

    private static bool IsGenerated(TypeDeclarationSyntax part) =>
        part.BaseList?.Types.FirstOrDefault()?.ToString() == $"global::{KnownNames.FakeBase}";
}
