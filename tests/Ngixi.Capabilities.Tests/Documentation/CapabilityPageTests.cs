using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>The pages of <c>docs/capabilities</c> say what the code does: NGIXI_UPDATE_SNAPSHOTS=1 renews what is printed.</summary>
public sealed class CapabilityPageTests
{
    public static IEnumerable<object[]> Pages =>
        from path in Directory.EnumerateFiles(Folder, "*.md")
        where File.ReadAllText(path) is var text && PrintedBlocks.Count(text) + PrintedInterface.Count(text) > 0
        select new object[] { Path.GetFileName(path) };

    private static string Folder => Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "capabilities");

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_signatures_and_tables_of_a_page_are_those_of_the_code(string page)
    {
        string path = Path.Combine(Folder, page);
        string text = File.ReadAllText(path);
        string renewed = PrintedBlocks.Renew(PrintedInterface.Renew(text));
        if (SnapshotUpdate.IsAsked)
        {
            File.WriteAllText(path, renewed);
        }

        Assert.Equal(renewed, File.ReadAllText(path));
    }
}
