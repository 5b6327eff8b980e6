using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>The file that all stubs share. It is written by hand, beside this one.</summary>
internal static class SupportStub
{
    public const string Name = "ngixi";

    /// <summary>What of it guests see.</summary>
    public static readonly IReadOnlyList<string> Exported = ["Box", "Outcome", "Result", "formatGuid", "parseGuid"];

    /// <summary>What a file needs that uses it, and nothing else.</summary>
    public static readonly EquatableArray<string> Needed = new[] { $"{Name}.ts" }.ToEquatableArray();

    private static readonly Lazy<string> Text = new(() =>
    {
        using Stream stream = typeof(SupportStub).Assembly.GetManifestResourceStream($"{Name}.ts");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    });

    public static StubFile Print() => new(AssemblyScriptLanguage.LanguageName, "", $"{Name}.ts", Text.Value, StubRole.Shared, default);
}
