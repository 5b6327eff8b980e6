using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>The properties of a project that the compiler sees.</summary>
/// <param name="languages">The languages of its guests.</param>
internal sealed class ProjectOptions(IReadOnlyList<string> languages) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions => new Options(languages);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options(IReadOnlyList<string> languages) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property._NgixiGuestLanguages" ? string.Join('|', languages) : null;
            return value is not null;
        }
    }
}
