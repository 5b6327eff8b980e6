namespace Ngixi.Packaging.Tests.Documentation;

/// <summary>The tests that read blocks out of pages.</summary>
internal static class BlockChecks
{
    private const string PageCode = "Ngixi.Bindgen.Generator.Tests/Documentation/PageCodeTests";
    private const string PrintedItems = "Ngixi.Packaging.Tests/PrintedItemsTests";
    private const string PrintedProject = "Ngixi.Packaging.Tests/PrintedProjectTests";

    public static IReadOnlyList<BlockCheck> All { get; } =
    [
        new("README.md", "csharp xml ts json console", PrintedProject) { Section = "A first program" },
        new("README.md", "csharp ts", PageCode) { Section = "Call the guest", Count = 3 },
        new("README.md", "csharp", PageCode) { Section = "Many instances, many threads", Count = 1 },
        new("README.md", "csharp ts", PageCode) { Section = "When something goes wrong", Count = 2 },
        new("README.md", "-", "Ngixi.Bindgen.Generator.Tests/Diagnostics/TroubleshootingTests") { Section = "When contracts change" },
        new("README.md", "json", "Ngixi.Hosting.Tests/HostingPageTests") { Section = "Host a module under a manifest", Count = 1 },
        new("README.md", "console", "Ngixi.Packaging.Tests/ToolTests")
        {
            Section = "Look at a guest, and run it, without a host",
            Count = 1,
        },
        new("docs/abi.md", "-", "Ngixi.Bindgen.Generator.Tests/Contracts/MarkerPageTests"),
        new("docs/audit.md", "json text", "Ngixi.Hosting.Tests/Auditing/AuditPageTests"),
        new("docs/audit.md", "console", "Ngixi.Hosting.Tests/Auditing/AuditPageTests") { Section = "Anchors", Count = 1 },
        new("docs/audit.md", "console", "Ngixi.Cli.Tests/PageCommandTests") { Section = "Verify it" },
        new("docs/capabilities/*.md", "csharp -", "Ngixi.Capabilities.Tests/Documentation/CapabilityPageTests")
        {
            Printed = "interface imports",
        },
        new("docs/capabilities/egress.md", "text", "Ngixi.Capabilities.Tests/Http/EgressPageTests"),
        new("docs/capabilities/files.md", "-", "Ngixi.Wasi.Tests/FilesPageTests") { Section = "The policy", Count = 1 },
        new("docs/capabilities/redis.md", "conf", "Ngixi.Capabilities.Redis.Tests/Documentation/RedisPageTests") { Count = 2 },
        new("docs/capabilities/sqlite.md", "console", "Ngixi.Capabilities.Sqlite.Tests/Documentation/SqlitePageTests")
        {
            Section = "The file",
            Count = 1,
        },
        new("docs/cli.md", "console", "Ngixi.Cli.Tests/CliPageTests") { Printed = "run" },
        new("docs/cli.md", "console", "Ngixi.Cli.Tests/PageCommandTests"),
        new("docs/contributing/add-*.md", "csharp text", "Ngixi.Bindgen.Build.Tests/ContributingTests"),
        new("docs/contributing/add-a-guest-language.md", "xml", "Ngixi.Bindgen.Build.Tests/ContributingTests"),
        new("docs/diagnostics/NGX0*.md", "csharp xml ini", "Ngixi.Bindgen.Generator.Tests/Diagnostics/PageExampleTests"),
        new("docs/diagnostics/NGX0015.md", "json", "Ngixi.Bindgen.Generator.Tests/Diagnostics/ContractFileRulesTests"),
        new("docs/diagnostics/NGXB00*.md", "xml", PrintedItems),
        new("docs/diagnostics/NGXB0001.md", "console", PrintedItems),
        new("docs/diagnostics/NGXB0002.md", "-", PrintedItems),
        new("docs/diagnostics/NGXB0006.md", "console", PrintedItems),
        new("docs/diagnostics/NGXB0007.md", "json", PrintedItems),
        new("docs/diagnostics/NGXB0009.md", "console", PrintedItems),
        new("docs/diagnostics/NGXB0019.md", "json", "Ngixi.Bindgen.Build.Tests/GuestProjectsTaskTests"),
        new("docs/guide/debugging.md", "text", "Ngixi.Guide.Tests/Pages/DebuggingPageTests"),
        new("docs/guide/deploying.md", "console", "Ngixi.Guide.Tests/Pages/DeployingPageTests") { Count = 1 },
        new("docs/guide/errors.md", "text", "Ngixi.Guide.Tests/Pages/ErrorsPageTests"),
        new("docs/guide/resources.md", "text", "Ngixi.Guide.Tests/Pages/ResourcesPageTests"),
        new("docs/guide/structured-data.md", "text", "Ngixi.Guide.Tests/Pages/StructuredDataPageTests"),
        new("docs/guide/testing.md", "text", "Ngixi.Testing.Tests/TestingPageTests") { Section = "Tests of a guest", Count = 2 },
        new("docs/guide/testing.md", "json", "Ngixi.Testing.Tests/AnswersTests") { Count = 1 },
        new("docs/guide/versions.md", "text", "Ngixi.Guide.Tests/Pages/VersionsPageTests"),
        new("docs/guests.md", "csharp xml console json ts", PrintedProject) { Section = "Make a guest project" },
        new("docs/guests.md", "xml c console -", PrintedProject) { Section = "Make a guest in C" },
        new("docs/guests.md", "c", PageCode) { Section = "Values in C", Count = 1 },
        new("docs/guests.md", "xml", PrintedItems) { Section = "Use the interfaces of a library" },
        new("docs/keyed-guests.md", "csharp", "Ngixi.Hosting.Tests/Keyed/KeyedPageTests"),
        new("docs/manifest.md", "-", "Ngixi.Hosting.Tests/Manifests/ManifestPageTests") { Printed = "explain denial" },
        new("docs/manifest.md", "json", "Ngixi.Hosting.Tests/Manifests/ManifestPageTests"),
        new("docs/mistakes.md", "-", "Ngixi.Mistakes/Program"),
        new("docs/reference.md", "xml", PrintedItems),
        new("docs/replay.md", "-", "Ngixi.Hosting.Tests/Recording/GuestReplayTests") { Count = 1 },
        new("docs/testing.md", "console", "Ngixi.Packaging.Tests/Documentation/TestingPageTests") { Section = "Time", Count = 2 },
        new("docs/troubleshooting.md", "-", "Ngixi.Bindgen.Tests/Documentation/TroubleshootingTests"),
        new("docs/troubleshooting.md", "xml", PrintedItems),
        new("docs/tutorial.md", "console diff", "Ngixi.Packaging.Tests/TutorialTests"),
        new("guest-templates/quickstart-c/README.md", "console", "Quickstart.Tests/QuickstartTests"),
        new("samples/Capabilities/README.md", "console", "Quickstart.Tests/CapabilityExamplesTests"),
        new("src/Ngixi.Templates/content/ngixi-app/README.md", "console", "Ngixi.Packaging.Tests/TutorialTests"),
        new("src/Ngixi.Templates/content/ngixi-capability/README.md", "csharp json xml", "Ngixi.Packaging.Tests/TemplateTests"),
    ];
}
