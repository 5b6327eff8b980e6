using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Guide.Tests.Support;

/// <summary>A page of <c>docs/guide</c>.</summary>
/// <param name="name">Its name, without the ending.</param>
internal sealed partial class GuidePage(string name)
{
    private readonly string file = Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "guide", $"{name}.md");

    /// <summary>Gets all of it.</summary>
    public string Text => File.ReadAllText(file);

    /// <summary>Gets the blocks of a language, in their order.</summary>
    public string[] Blocks(string language) => [.. CodeRegions.BlocksOf(Text, language)];

    /// <summary>
    /// Asserts that the page prints these messages, all of them and in their order: NGIXI_UPDATE_SNAPSHOTS=1 renews them.
    /// </summary>
    public void Prints(params string[] messages)
    {
        if (SnapshotUpdate.IsAsked)
        {
            int next = 0;
            File.WriteAllText(file, Message().Replace(Text, _ => $"```text\n{messages[next++]}\n```"));
        }

        Assert.Equal(messages.Select(message => message + "\n"), Blocks("text"));
    }

    [GeneratedRegex("^```text\n.*?\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Message();
}
