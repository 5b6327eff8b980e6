using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Packaging.Tests;

[Collection(PackedBindgen.Tests)]
public sealed class TutorialTests(PackedBindgen package)
{
    private static readonly string Page = Path.Combine(PackedBindgen.Repository, "docs/tutorial.md");

    [Fact]
    public void The_tutorial_prints_what_its_commands_print()
    {
        using TemplateFolder folder = new(package);
        string printed = File.ReadAllText(Page).ReplaceLineEndings("\n");
        string actual = Transcript.Run(printed, folder);
        if (SnapshotUpdate.IsAsked)
        {
            File.WriteAllText(Page, actual);
        }

        Assert.Equal(SnapshotUpdate.IsAsked ? actual : printed, actual);
    }
}
