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

        // The page of the program itself has the same commands, for those who are in its folder.
        string readme = folder.Read("Duel/README.md");
        Assert.All(
            Assert.Single(CodeRegions.BlocksOf(readme, "console")).Split('\n', StringSplitOptions.RemoveEmptyEntries),
            command => Assert.Contains(
                command switch
                {
                    "$ dotnet run --project Host" => "$ dotnet run --project Duel/Host\n",
                    "$ dotnet test" => "$ dotnet test Duel ",
                    _ => $"The tutorial does not have '{command}'.",
                },
                printed,
                StringComparison.Ordinal));
    }
}
