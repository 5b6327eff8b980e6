using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Packaging.Tests.Documentation;

namespace Ngixi.Packaging.Tests;

/// <summary>Parts of projects that pages print, all in one project, and the commands that pages have for a user's project.</summary>
[Collection(PackedBindgen.Tests)]
public sealed partial class PrintedItemsTests(PackedBindgen package)
{
    private static readonly string[] Pages = ["docs/guests.md", "docs/reference.md", "docs/troubleshooting.md"];

    private static readonly string[] OfMSBuild = ["ProjectReference", "PackageReference", "Include", "Version"];

    [Fact]
    public void What_pages_add_to_a_project_builds_and_their_commands_run()
    {
        using ConsumerFolder consumer = new(package);
        consumer.WriteProject("Contracts", "<AssemblyName>MyContracts</AssemblyName>", "<RootNamespace>My</RootNamespace>");
        consumer.Write("Contracts/IOrders.cs", "[Ngixi.Bindgen.WasmImport(\"my\")]\npublic interface IOrders\n{\n    int Count();\n}\n");
        PageBlock[] blocks = [.. PageBlock.All.Where(block => block.Language == "xml" && IsPart(block))];

        // A build takes any names, and ignores those that nothing reads.
        string known = File.ReadAllText(PageBlock.FullPath("src/Ngixi.Bindgen/build/Ngixi.Bindgen.targets")) + string.Join(' ', OfMSBuild);
        Assert.All(blocks, block => Assert.All(
            Name().Matches(block.Text).Select(match => match.Groups["name"].Value),
            name => Assert.True(Regex.IsMatch(known, $@"\b{name}\b"), $"{block.Page}:{block.Line}: Nothing reads {name}.")));
        consumer.Write("Host/Host.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
            {string.Concat(blocks.Select((block, index) => Part(block, index, consumer)))}
            </Project>
            """);
        consumer.Write("Host/Interfaces.cs", """
            [Ngixi.Bindgen.WasmImport("env")]
            public interface ILog
            {
                void Write(string message);
            }

            namespace MyHost
            {
                [Ngixi.Bindgen.WasmImport("env")]
                public interface IClock
                {
                    long Now();
                }
            }
            """);

        Git(consumer, "init --quiet").Succeeds();
        int own = Array.FindIndex(blocks, block => block.Page.EndsWith("/NGXB0004.md", StringComparison.Ordinal));
        RunCommands("NGXB0001.md", consumer, $"{own}");
        Assert.All(blocks.Index(), each => Assert.All(Folders(each.Item), folder => Assert.True(
            Directory.Exists(consumer.At($"{each.Index}/{folder}")),
            $"{each.Item.Page}:{each.Item.Line}: Nothing was written to {folder}.")));
        RunCommands("NGXB0009.md", consumer, "Host");
        RunCommands("NGXB0006.md", consumer, "Host");
    }

    [Fact]
    public void The_settings_of_pages_are_taken_by_git_and_by_the_SDK()
    {
        using ConsumerFolder consumer = new(package);
        Git(consumer, "init --quiet").Succeeds();
        consumer.Write(".gitattributes", Block("NGXB0002.md", "").Text + "\n");
        Git(consumer, "check-attr text eol -- a/log.ts a/log.h").Succeeds()
            .Says("a/log.ts: eol: lf").Says("a/log.h: eol: lf").Says("a/log.ts: text: set").Says("a/log.h: text: set");
        consumer.Write("global.json", Block("NGXB0007.md", "json").Text);
        consumer.Shell("dotnet --version").Succeeds().Says("10.");
    }

    /// <summary>Whether a block is a part of a project. That a guest is compiled is for tests of templates.</summary>
    private static bool IsPart(PageBlock block) => !block.Text.StartsWith("<Project ", StringComparison.Ordinal) &&
        !block.Text.Contains("NgixiGuestProject", StringComparison.Ordinal) &&
        (Pages.Contains(block.Page) || block.Page.StartsWith("docs/diagnostics/NGXB", StringComparison.Ordinal));

    /// <summary>The part, whose guests are in folders that no other has.</summary>
    private static string Part(PageBlock block, int index, ConsumerFolder consumer)
    {
        string text = consumer.WithVersion(block.Text).Replace("=\"../guest", $"=\"../{index}/guest", StringComparison.Ordinal)
            .Replace("=\"../native", $"=\"../{index}/native", StringComparison.Ordinal);
        string group = text.Contains(" Include=", StringComparison.Ordinal) ? "ItemGroup" : "PropertyGroup";
        return text.Contains($"<{group}>", StringComparison.Ordinal) ? $"{text}\n" : $"<{group}>\n{text}\n</{group}>\n";
    }

    /// <summary>Runs the commands of a page: those of dotnet beside the project, and those of git where its files are.</summary>
    private static void RunCommands(string page, ConsumerFolder consumer, string folder)
    {
        string[] commands = [.. Block(page, "console").Lines.Select(line => line[2..])];
        consumer.Shell($"cd Host && {commands[0]} -nologo -tl:off").Succeeds();
        if (commands.Length > 1)
        {
            consumer.Shell($"cd {folder} && {commands[1]} && git diff --cached --name-only --relative").Succeeds()
                .Says(commands[1].Split(' ')[^1]);
        }
    }

    private static PageBlock Block(string page, string language) =>
        PageBlock.All.Single(block => block.Page == $"docs/diagnostics/{page}" && block.Language == language);

    private static CommandResult Git(ConsumerFolder consumer, string arguments) => consumer.Shell($"git {arguments}");

    private static IEnumerable<string> Folders(PageBlock block) => Guest().Matches(block.Text)
        .Select(match => match.Groups["folder"].Value.Replace("$(AssemblyName)", "Host", StringComparison.Ordinal));

    /// <summary>The name of an element, or of an attribute.</summary>
    [GeneratedRegex("""<(?<name>\w+)|\s(?<name>\w+)=""")]
    private static partial Regex Name();

    [GeneratedRegex("""<NgixiGuest Include="\.\./(?<folder>[^"]+)""")]
    private static partial Regex Guest();
}
