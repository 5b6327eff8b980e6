using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ngixi.Bindgen.Generator;

/// <summary>What a project must allow for its glue to compile.</summary>
internal static class GlueRequirements
{
    /// <summary>The version that has <c>[UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]</c>.</summary>
    public const LanguageVersion OldestLanguage = LanguageVersion.CSharp12;

    public static bool IsUnsafeAllowed(Compilation compilation) => compilation.Options is CSharpCompilationOptions { AllowUnsafe: true };

    public static bool IsLanguageNewEnough(Compilation compilation, out string language)
    {
        LanguageVersion version = ((CSharpCompilation)compilation).LanguageVersion;
        language = version.ToDisplayString();
        return version >= OldestLanguage;
    }
}
