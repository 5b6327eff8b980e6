using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Guide.Tests.Support;

namespace Ngixi.Guide.Tests.Pages;

/// <summary>The code of the guide is that of the tests: regions of the page's files, parts of guests, and whole manifests.</summary>
public sealed class GuideCodeTests
{
    private static readonly string Tests = Path.Combine(AssemblyScriptCompiler.GuestDirectory, "..");

    public static TheoryData<string, string[]> Pages => new()
    {
        { "structured-data", ["Contracts/StructuredData.cs", "Pages/StructuredDataPageTests.cs"] },
        { "errors", ["Contracts/Errors.cs", "Pages/ErrorsPageTests.cs"] },
        { "resources", ["Contracts/Resources.cs", "Pages/ResourcesPageTests.cs"] },
        { "streams-and-events", ["Contracts/Streams.cs", "Contracts/Events.cs", "Pages/StreamsPageTests.cs"] },
        { "async", ["Contracts/Async.cs", "Pages/AsyncPageTests.cs"] },
        { "debugging", ["Pages/DebuggingPageTests.cs"] },
        { "deploying", ["Pages/DeployingPageTests.cs"] },
        { "aspnet", ["Pages/AspNetPageTests.cs"] },
        { "versions", ["Contracts/Versions.cs", "Pages/VersionsPageTests.cs"] },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_CSharp_is_a_region_that_is_tested_and_every_region_is_a_block(string page, string[] files) => Assert.Equal(
        files.SelectMany(file => CodeRegions.In(File.ReadAllText(Path.Combine(Tests, file)))).Order(StringComparer.Ordinal),
        new GuidePage(page).Blocks("csharp").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_a_guest_is_part_of_one_that_runs_and_every_manifest_is_one_that_is_read(string page, string[] files)
    {
        Assert.NotEmpty(files);
        string[] guests = [.. Sources("assembly", "*.ts")];
        Assert.All(
            new GuidePage(page).Blocks("ts"),
            block => Assert.Contains(guests, guest => guest.Contains(block, StringComparison.Ordinal)));
        Assert.All(new GuidePage(page).Blocks("json"), block => Assert.Contains(block, Sources("", "*.json")));
    }

    private static IEnumerable<string> Sources(string folder, string pattern) =>
        from file in Directory.EnumerateFiles(
            Path.Combine(AssemblyScriptCompiler.GuestDirectory, folder), pattern, SearchOption.AllDirectories)
        select File.ReadAllText(file);
}
