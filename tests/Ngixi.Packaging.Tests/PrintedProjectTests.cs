using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Packaging.Tests.Documentation;

namespace Ngixi.Packaging.Tests;

/// <summary>What the documentation prints is run, with the packed package, the real asc and the real Wasmtime.</summary>
[Collection(PackedBindgen.Tests)]
public class PrintedProjectTests(PackedBindgen package)
{
    [Fact]
    public void The_first_program_of_the_readme_runs_as_it_is_printed()
    {
        string readme = Page("README.md");
        Match first = Regex.Match(readme, @"^```(\w+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline);
        Assert.Equal("csharp", first.Groups[1].Value);
        Assert.StartsWith("using ", first.Groups[2].Value, StringComparison.Ordinal);

        using ConsumerFolder consumer = new(package);
        PrintedProject.Run(readme, "A first program", consumer);
    }

    [Fact]
    public void Guest_projects_in_AssemblyScript_and_in_C_are_made_by_the_commands_of_their_page()
    {
        using ConsumerFolder consumer = new(package);
        PrintedProject.Run(Page("docs/guests.md"), "Make a guest project", consumer);

        // The page has the next guest for the same host.
        foreach (string name in new[] { "memory.h", "memory.c" })
        {
            consumer.Write($"native/{name}", Page($"guest-templates/quickstart-c/{name}"));
        }

        consumer.AddProgram("clang", CCompiler.Program);
        PrintedProject.Run(Page("docs/guests.md"), "Make a guest in C", consumer);

        // With a libc, the same guest needs no memory of its own.
        string withLibc = Assert.Single(PageBlock.All, block => block.Page == "docs/guests.md" && block.Language.Length == 0).Text;
        consumer.Shell($"set -e\ncd native\nsed -i '/memory.h/d' rule.c\nrm rule.wasm memory.*\n{withLibc}").Succeeds();
        Assert.True(File.Exists(consumer.At("native/rule.wasm")));
    }

    private static string Page(string name) => File.ReadAllText(Path.Combine(PackedBindgen.Repository, name)).ReplaceLineEndings("\n");
}
