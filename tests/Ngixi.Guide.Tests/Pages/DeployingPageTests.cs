using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Guide.Tests.Debugging;
using Ngixi.Guide.Tests.Support;
using Ngixi.Hosting;

namespace Ngixi.Guide.Tests.Pages;

/// <summary>The code of docs/guide/deploying.md.</summary>
public sealed class DeployingPageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_host_keeps_modules_and_compiled_code_and_replaces_a_module()
    {
        string data = folder.Path;
        string file = GuideGuests.ManifestOf("splitter");

        #region cache
        GuestEngineOptions options = new()
        {
            CompiledCache = new CompiledCache(
                Path.Combine(data, "compiled"), new CompiledCacheOptions { KeyFile = Path.Combine(data, "secrets", "cache.key") }),
        };
        using GuestEngine engine = new(options);
        #endregion

        byte[] wasm = await File.ReadAllBytesAsync(GuideGuests.ModuleOf("splitter"));
        byte[] sourceMap = await File.ReadAllBytesAsync(GuideGuests.ModuleOf("splitter") + ".map");

        #region store
        ModuleStore store = new(Path.Combine(data, "modules"));
        string sha256 = store.Add(wasm, sourceMap);
        GuestManifest manifest = GuestManifest.Read(file, options) with { ModuleFile = store.FileOf(sha256), Sha256 = sha256 };
        using GuestModule module = engine.Load(manifest, store.Read(sha256));
        #endregion

        Assert.Single(Directory.GetFiles(Path.Combine(data, "modules"), "*.wasm"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(data, "compiled")));
        using GuestPool pool = module.CreatePool();
        Assert.Equal(3300, (await pool.CallAsync(guest => guest.Instance.GetSplitter().Share(9900, guests: 3))).Value);

        #region replace
        ModuleReplacement replaced = await module.ReplaceAsync(manifest, wasm, new ReplaceOptions
        {
            Check = guest => guest.Instance.GetSplitter().Share(9900, guests: 3),
            DrainTime = TimeSpan.FromSeconds(30),
        });
        #endregion

        Assert.Equal(new ModuleReplacement(sha256, sha256, 0), replaced);
    }

    [Fact]
    public async Task A_module_that_fails_its_check_does_not_replace_the_running_one()
    {
        using GuestEngine engine = new();
        string file = GuideGuests.ManifestOf("splitter");
        using GuestModule module = engine.Load(file);
        using GuestPool pool = module.CreatePool();
        byte[] wasm = await File.ReadAllBytesAsync(GuideGuests.ModuleOf("splitter"));
        await Assert.ThrowsAsync<GuestTrapException>(() => module.ReplaceAsync(
            GuestManifest.Read(file, engine.Options),
            wasm,
            new ReplaceOptions { Check = guest => guest.Instance.GetSplitter().Share(9900, guests: 0) }));
        Assert.Equal(3300, (await pool.CallAsync(guest => guest.Instance.GetSplitter().Share(9900, guests: 3))).Value);
    }

    [Fact]
    public void The_project_of_the_page_is_that_of_the_template_and_its_commands_are_run_by_a_script()
    {
        string repository = Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "..");
        string project = File.ReadAllText(Path.Combine(repository, "src/Ngixi.Templates/content/ngixi-app/Host/NgixiApp.Host.csproj"));
        GuidePage page = new("deploying");
        Assert.Contains(Assert.Single(page.Blocks("xml")), project, StringComparison.Ordinal);

        // The script reads the commands out of the page.
        Assert.All(
            Assert.Single(page.Blocks("console")).TrimEnd('\n').Split('\n'),
            line => Assert.StartsWith("$ dotnet publish ", line, StringComparison.Ordinal));
        Assert.Contains(
            "docs/guide/deploying.md", File.ReadAllText(Path.Combine(repository, "eng/first-hour.sh")), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
