using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Guide.Tests.Support;

/// <summary>A page of <c>docs/guide</c>.</summary>
/// <param name="name">Its name, without the ending.</param>
internal sealed class GuidePage(string name)
{
    /// <summary>Gets all of it.</summary>
    public string Text { get; } = File.ReadAllText(Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "guide", $"{name}.md"));

    /// <summary>Gets the blocks of a language, in their order.</summary>
    public string[] Blocks(string language) => [.. CodeRegions.BlocksOf(Text, language)];

    /// <summary>Asserts that the page prints these messages, all of them and in their order.</summary>
    public void Prints(params string[] messages) => Assert.Equal(messages.Select(message => message + "\n"), Blocks("text"));
}
