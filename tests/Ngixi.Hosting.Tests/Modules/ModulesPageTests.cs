using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Modules;

/// <summary>The code of docs/hosting-modules.md.</summary>
[Collection(nameof(HostingPageTests))]
public sealed class ModulesPageTests
{
    [Fact]
    public async Task The_code_of_the_page_runs()
    {
        using GreeterFiles files = new();
        string before = Directory.GetCurrentDirectory();
        Directory.SetCurrentDirectory(files.Folder);
        try
        {
            #region cache
            GuestEngineOptions options = new()
            {
                CompiledCache = new CompiledCache("cache", new CompiledCacheOptions { KeyFile = "secrets/cache.key" }),
            };
            #endregion

            using GuestEngine engine = new(options);
            GuestManifest readManifest = GuestManifest.Read("greeter.ngixi.json", options);
            byte[] wasm = await File.ReadAllBytesAsync("greeter.wasm");
            byte[] sourceMap = [];

            #region store
            ModuleStore store = new("modules");
            string sha256 = store.Add(wasm, sourceMap);
            GuestManifest manifest = readManifest with { ModuleFile = store.FileOf(sha256), Sha256 = sha256 };
            using GuestModule module = engine.Load(manifest, store.Read(sha256));
            #endregion

            Assert.Single(Directory.GetFiles("modules", "*.wasm"));
            Assert.NotEmpty(Directory.GetFiles("cache"));
            #region replace
            ModuleReplacement replaced = await module.ReplaceAsync(manifest, wasm, new ReplaceOptions
            {
                Check = guest => guest.Instance.GetGreeter().Greet("Ada"),
                DrainTime = TimeSpan.FromSeconds(30),
            });
            #endregion

            Assert.Equal(new ModuleReplacement(sha256, sha256, 0), replaced);
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }
    }

    [Fact]
    public void The_code_of_the_page_is_that_of_these_tests()
    {
        string docs = AssemblyScriptCompiler.Metadata("DocsDirectory");
        string source = File.ReadAllText(Path.Combine(docs, "../tests/Ngixi.Hosting.Tests/Modules/ModulesPageTests.cs"));
        string page = File.ReadAllText(Path.Combine(docs, "hosting-modules.md"));
        Assert.Equal(
            CodeRegions.In(source).Order(StringComparer.Ordinal),
            CodeRegions.BlocksOf(page).Order(StringComparer.Ordinal));
    }
}
