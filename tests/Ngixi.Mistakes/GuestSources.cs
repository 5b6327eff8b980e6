using System.Reflection;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Mistakes;

/// <summary>A guest in a folder of its own, with the stubs of <see cref="Shop"/>.</summary>
internal sealed class GuestSources : IDisposable
{
    public const string Index = """
        import { orders } from "./host";

        export function run(): i32 {
          return orders.countOf("Ada");
        }

        """;

    public const string Rule = """
        import { Decision, Order, Rule } from "./host";

        class Limits extends Rule {
          decide(order: Order): Decision {
            return order.count > 10 ? new Decision.Reject("too many") : new Decision.Accept(order.count);
          }
        }

        export const rule = new Limits();

        """;

    private static readonly string[] Usual = ["--config", "none", "--outFile", "guest.wasm", "--noColors"];

    private readonly TemporaryFolder folder = new();

    public GuestSources()
    {
        Directory.CreateDirectory(folder.At("assembly/host"));
        foreach (string stub in Directory.GetFiles(Metadata("Stubs"), "*.ts"))
        {
            File.Copy(stub, folder.At($"assembly/host/{Path.GetFileName(stub)}"));
        }

        Write("assembly/index.ts", Index);
        Write("assembly/rule.ts", Rule);
    }

    public string Root => folder.At("");

    public void Write(string path, string text) => folder.Write(path, text);

    public void Delete(string path) => File.Delete(folder.At(path));

    /// <summary>Runs asc on both entry files.</summary>
    public CommandResult TryCompile(params string[] options) =>
        TryCompile(["assembly/index.ts", "assembly/host/exports.ts"], ["--exportStart", "_initialize", .. options]);

    public CommandResult TryCompile(string[] entries, string[] options) => Command.Run(
        "node",
        folder.Path,
        [Path.Combine(Metadata("GuestToolsDirectory"), "node_modules/assemblyscript/bin/asc.js"), .. entries, .. Usual, .. options]);

    public byte[] Compile(params string[] options)
    {
        TryCompile(options).Succeeds();
        return File.ReadAllBytes(folder.At("guest.wasm"));
    }

    public byte[] Compile(string[] entries, string[] options)
    {
        TryCompile(entries, options).Succeeds();
        return File.ReadAllBytes(folder.At("guest.wasm"));
    }

    public void Dispose() => folder.Dispose();

    private static string Metadata(string key) =>
        typeof(GuestSources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
