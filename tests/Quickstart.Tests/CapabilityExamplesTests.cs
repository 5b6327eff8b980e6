using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting;
using Run = Ngixi.Bindgen.Tests.Shared.Command;

namespace Quickstart.Tests;

/// <summary>The examples of capabilities, as their page prints them.</summary>
public sealed partial class CapabilityExamplesTests
{
    private const string Command = "$ dotnet run --project samples/Capabilities";

    private static readonly string Folder = Metadata("ExamplesDirectory");
    private static readonly string Program = Metadata("Examples");

    [Fact]
    public void The_page_prints_what_each_example_prints()
    {
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(Program)!, "visits.db*"))
        {
            File.Delete(file);
        }

        string path = Path.Combine(Folder, "README.md");
        string page = File.ReadAllText(path);
        string printed = ConsoleBlock().Replace(page, block => $"```console\n{string.Concat(
            block.Value.Split('\n').Where(line => line.StartsWith('$')).Select(line => $"{line}\n{OutputOf(line)}"))}```");
        if (SnapshotUpdate.IsAsked)
        {
            File.WriteAllText(path, printed);
            return;
        }

        Assert.Equal(printed, page);
    }

    [Fact]
    public void The_page_runs_each_example()
    {
        string[] listed = [.. OutputOf(Command).Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split("  ")[1])];
        string page = File.ReadAllText(Path.Combine(Folder, "README.md"));
        Assert.Equal(10, listed.Length);
        Assert.All(listed, example => Assert.Contains($"{Command} -- {example}\n", page, StringComparison.Ordinal));
        Assert.All(listed, example => Assert.Contains($"({example}.ngixi.json)", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_capability_of_the_packages_is_granted_by_an_example()
    {
        IEnumerable<string> granted = Manifests().SelectMany(GrantsOf).Distinct();
        IEnumerable<string> all = new GuestEngineOptions().Capabilities.Select(capability => capability.Name);
        Assert.Equal(all.Order(StringComparer.Ordinal), granted.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_manifest_grants_exactly_what_its_guest_imports()
    {
        using GuestEngine engine = new();
        foreach (string manifest in Manifests())
        {
            byte[] wasm = File.ReadAllBytes(manifest.Replace(".ngixi.json", ".wasm", StringComparison.Ordinal));
            string[] imported = [.. engine.Explain(wasm).Capabilities.Select(use => use.Name)];

            // A program has its output and its files by WASI.
            string[] byWasi = imported.Contains("wasi") ? ["log", "files"] : [];
            Assert.Equal(imported.Concat(byWasi).Order(StringComparer.Ordinal), GrantsOf(manifest).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Each_page_of_a_capability_leads_to_the_examples()
    {
        string[] pages = Directory.GetFiles(Path.Combine(Folder, "../../docs/capabilities"), "*.md");
        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.Contains("](../../samples/Capabilities/", File.ReadAllText(page), StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_is_none_is_told_the_list()
    {
        CommandResult run = Run.Dotnet(Path.GetTempPath(), Program, "htpp");
        Assert.Equal(2, run.ExitCode);
        run.Says("  http ");
    }

    private static string OutputOf(string line)
    {
        string[] arguments = [.. line[Command.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word != "--")];
        return Run.Dotnet(Path.GetTempPath(), [Program, .. arguments]).Succeeds().Output;
    }

    private static string[] Manifests() => Directory.GetFiles(Path.GetDirectoryName(Program)!, "*.ngixi.json");

    private static string[] GrantsOf(string manifest)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(manifest));
        return [.. document.RootElement.GetProperty("grants").EnumerateObject().Select(grant => grant.Name)];
    }

    private static string Metadata(string key) => typeof(CapabilityExamplesTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;

    [GeneratedRegex(@"(?<=^)```console\n.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();
}
