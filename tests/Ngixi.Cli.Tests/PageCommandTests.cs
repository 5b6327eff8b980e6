using System.IO.Compression;
using System.Text.RegularExpressions;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Build.Tests;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

/// <summary>Commands of pages whose output the page leaves out. Each runs as it is printed, in a shell, by the built program.</summary>
public sealed partial class PageCommandTests
{
    private const string Module = """
        (module
          (memory (export "memory") 1)
          (func (export "run"))
          (func (export "test_total_of_nothing"))
          (func (export "test_fails") unreachable))
        """;

    [Fact]
    public void Each_command_succeeds()
    {
        // The pages write to folders beside that of the commands, too.
        using TemporaryFolder folder = new();
        using CliFolder invoice = Guests.Invoice();
        Directory.Move(invoice.Path, folder.At("host"));
        Directory.CreateDirectory(invoice.Path);
        File.WriteAllBytes(folder.At("host/shop.wasm"), Wasmtime.Module.ConvertText(Module));
        File.Copy(folder.At("host/shop.wasm"), folder.At("host/billing.wasm"));
        folder.Write("host/billing.ngixi.json", """
            { "name": "billing", "grants": { "http": { "allow": ["https://billing.example.com"], "credentials": ["billing"] } } }
            """);
        const string Package = "packages/shop.contracts/1.2.0";
        WriteContracts(folder.At($"{Package}/lib/net10.0/Shop.Contracts.dll"));
        WriteContracts(folder.At("host/bin/Release/net10.0/Shop.Contracts.dll"));
        ZipFile.CreateFromDirectory(folder.At(Package), folder.At("host/Shop.Contracts.1.2.0.nupkg"));

        string[] commands =
        [
            .. Commands("cli.md"), .. Commands("audit.md").Where(command => command.StartsWith("ngixi ", StringComparison.Ordinal)),
        ];
        Assert.InRange(commands.Length, 10, 100);
        folder.Write("commands", $$"""
            set -ex
            cd host
            ngixi() { dotnet "$TOOL" "$@"; }
            {{string.Join('\n', commands).Replace('…', '1')}}
            complete -p ngixi
            """);
        Dictionary<string, string> environment = new() { ["TOOL"] = Tool.Path, ["NUGET_PACKAGES"] = folder.At("packages") };
        Command.Run("bash", folder.Path, environment, "commands").Succeeds();
        string[] written =
        [
            "host/shop.ngixi.json", "host/results.trx", "host/results.xml", "host/invoice.ngixirec", "host/audit.jsonl",
            "host/shop-stubs/package.json", "guest/host/orders.h", "guest/assembly/host/orders.ts",
        ];
        Assert.All(written, file => Assert.True(File.Exists(folder.At(file)), file));
    }

    /// <summary>The commands of the blocks of a page that no other test prints, but those that install.</summary>
    private static IEnumerable<string> Commands(string page)
    {
        string text = File.ReadAllText(Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), page));
        string[] lines = [.. CodeRegions.BlocksOf(Printed().Replace(text, ""), "console")
            .Where(block => !block.Contains("Ngixi.Cli", StringComparison.Ordinal))
            .SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))];
        Assert.All(lines, line => Assert.StartsWith("$ ", line, StringComparison.Ordinal));
        return lines.Select(line => line[2..]);
    }

    private static void WriteContracts(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        StubAssembly.Save(
            file,
            new GuestStubAttribute("AssemblyScript", "orders.ts", "Shop.Contracts.IOrders", "", "", "", "// orders\n"),
            new GuestStubAttribute("C", "orders.h", "Shop.Contracts.IOrders", "", "", "", "// orders\n"));
    }

    [GeneratedRegex("<!-- run: .*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Printed();
}
