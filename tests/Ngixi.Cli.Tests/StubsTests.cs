using System.IO.Compression;
using Ngixi.Bindgen.Build.Tests;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;
using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

public sealed class StubsTests
{
    private static string Capabilities => typeof(ILog).Assembly.Location;

    [Fact]
    public void Stubs_come_out_of_a_built_assembly_and_are_checked()
    {
        using CliFolder folder = new();
        CliResult first = folder.Run("stubs", Capabilities, "-o", "./guest", "--interface", "IClock").Exits(0);
        first.Says("wrote   clock.ts\n").Says("stubs of Ngixi.Capabilities in AssemblyScript");
        Assert.False(File.Exists(folder.At("guest/http.ts")));
        folder.Run("stubs", Capabilities, "-o", "./guest", "--interface", "IClock").Exits(0).Says(", 0 files changed\n");
        folder.Run("stubs", Capabilities, "-o", "./guest", "--interface", "IClock", "--check").Exits(0).Says("are up to date\n");
        File.AppendAllText(folder.At("guest/clock.ts"), "// mine\n");
        folder.Run("stubs", Capabilities, "-o", "./guest", "--interface", "IClock", "--check")
            .Fails(ExitCode.Contract, "  clock.ts: This stub is out of date. Run it without --check", "Run it without --check.");
    }

    [Fact]
    public void A_language_is_chosen()
    {
        using CliFolder folder = new();
        folder.Run("stubs", Capabilities, "-o", "./c", "-l", "c", "--interface", "ILog").Exits(0).Says("in C,");
        Assert.True(File.Exists(folder.At("c/log.h")), string.Join(' ', Directory.GetFiles(folder.At("c"))));
        folder.Run("stubs", Capabilities, "-o", "./x", "-l", "cobol").Fails(ExitCode.Usage, "There are no stubs in 'cobol'.", "carries ");
        folder.Run("stubs", Capabilities, "-o", "./x", "--interface", "IMail")
            .Fails(ExitCode.Usage, "Ngixi.Capabilities has no interface 'IMail'.", "Ngixi.Capabilities.IClock");
    }

    [Fact]
    public void A_package_of_npm_is_compiled_into_a_guest_elsewhere()
    {
        using CliFolder folder = new();
        folder.Run("stubs", Capabilities, "-o", "./node_modules/@shop/host", "--npm", "@shop/host", "--npm-version", "2.1.0").Exits(0);
        Assert.Contains(
            "\"version\": \"2.1.0\"", File.ReadAllText(folder.At("node_modules/@shop/host/package.json")), StringComparison.Ordinal);
        folder.Write("main.ts", "import { log } from \"@shop/host\";\n\nexport function run(): void {\n  log.write(\"hello\");\n}\n");
        string compiler = Path.Combine(
            AssemblyScriptCompiler.Metadata("GuestToolsDirectory"), "node_modules", "assemblyscript", "bin", "asc.js");
        string[] options = ["--config", "none", "--exportStart", "_initialize", "--outFile", "main.wasm"];
        Command.Run("node", folder.Path, [compiler, "main.ts", .. options]).Succeeds();
        folder.Write("main.ngixi.json", """{ "name": "main", "grants": { "log": true } }""");
        CliResult run = folder.Run("run", "./main.wasm", "--call", "run").Exits(0);
        Assert.Contains("info  guest hello\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop", "'Shop' is no name of a package.")]
    [InlineData("../x", "'../x' is no name of a package.")]
    [InlineData("@a/b/c", "'@a/b/c' is no name of a package.")]
    public void A_name_that_npm_would_refuse_is_refused(string name, string message)
    {
        using CliFolder folder = new();
        folder.Run("stubs", Capabilities, "-o", "./x", "--npm", name).Fails(ExitCode.Usage, message, "shop-stubs or @shop/stubs");
        Assert.False(Directory.Exists(folder.At("x")));
    }

    [Fact]
    public void Stubs_come_out_of_a_package_file_and_of_a_restored_package()
    {
        using CliFolder folder = new();
        using (ZipArchive archive = ZipFile.Open(folder.At("shop.nupkg"), ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(Capabilities, "lib/net10.0/Ngixi.Capabilities.dll");
            archive.CreateEntryFromFile(typeof(ExitCode).Assembly.Location, "lib/net10.0/Other.dll");
        }

        folder.Run("stubs", "./shop.nupkg", "-o", "./a", "--interface", "IClock").Exits(0).Says("wrote   clock.ts");
        Directory.CreateDirectory(folder.At("packages/shop.contracts/1.2.0/lib/net10.0"));
        Directory.CreateDirectory(folder.At("packages/shop.contracts/1.10.0/lib/net10.0"));
        File.Copy(Capabilities, folder.At("packages/shop.contracts/1.10.0/lib/net10.0/Ngixi.Capabilities.dll"));
        CliSetting setting = new() { Packages = folder.At("packages") };
        folder.Run(setting, "stubs", "Shop.Contracts", "-o", "./b", "--interface", "IClock").Exits(0).Says("stubs of Ngixi.Capabilities in");
        folder.Run(setting, "stubs", "Shop.Contracts@1.10.0", "-o", "./b", "--interface", "IClock").Exits(0);
        folder.Run(setting, "stubs", "Shop.Contracts@2", "-o", "./b")
            .Fails(ExitCode.Usage, "no restored package of that name. There is 1.10.0, 1.2.0.", "Build the project");
    }

    [Fact]
    public void Of_a_package_for_several_frameworks_the_newest_is_taken_in_whatever_order_they_are()
    {
        using CliFolder folder = new();
        using (ZipArchive archive = ZipFile.Open(folder.At("shop.nupkg"), ZipArchiveMode.Create))
        {
            foreach (string framework in (string[])["net9.0", "net11.0", "net10.0"])
            {
                string file = folder.At($"{framework}/Shop.dll");
                Directory.CreateDirectory(folder.At(framework));
                StubAssembly.Save(file, new Dictionary<string, string> { ["shop.ts"] = $"// of {framework}\n" });
                archive.CreateEntryFromFile(file, $"lib/{framework}/Shop.dll");
            }
        }

        folder.Run("stubs", "./shop.nupkg", "-o", "./a").Exits(0);
        Assert.Contains("// of net11.0", File.ReadAllText(folder.At("a/shop.ts")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_carries_no_stubs_is_told()
    {
        using CliFolder folder = new();
        folder.Write("shop.csproj", "<Project />");
        folder.Write("text.dll", "this is no assembly");
        folder.Write("text.nupkg", "this is no package");
        folder.Write("there", "a file");
        folder.Run("stubs", typeof(ExitCode).Assembly.Location, "-o", "./x").Fails(ExitCode.Usage, "carries no stubs.", "[WasmImport]");
        folder.Run("stubs", "./shop.csproj", "-o", "./x").Fails(ExitCode.Usage, "'shop.csproj' is not built.", "name the assembly");
        folder.Run("stubs", "./text.dll", "-o", "./x").Fails(ExitCode.Usage, "'text.dll' is no assembly of .NET.", "Name the .dll");
        folder.Run("stubs", "./text.nupkg", "-o", "./x").Fails(ExitCode.Usage, "'text.nupkg' is no package.", "dotnet pack");
        folder.Run("stubs", "./", "-o", "./x").Fails(ExitCode.Usage, "is a directory.", "Name an assembly in it");
        folder.Run("stubs", Capabilities, "-o", "./there").Fails(ExitCode.Usage, "'there' is a file.", "Name a folder");
    }

    [Fact]
    public void A_file_of_somebody_else_is_not_replaced()
    {
        using CliFolder folder = new();
        folder.Write("guest/clock.ts", "export const mine = 1;\n");
        folder.Run("stubs", Capabilities, "-o", "./guest", "--interface", "IClock")
            .Fails(ExitCode.Usage, "clock.ts: This file was not made by Ngixi.Bindgen", "NGXB0004.md");
    }
}
