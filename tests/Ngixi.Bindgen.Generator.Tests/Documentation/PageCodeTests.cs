using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Documentation;

/// <summary>The parts of programs that README.md and docs/guests.md show: one host, a guest in AssemblyScript and one in C.</summary>
public sealed partial class PageCodeTests
{
    private const string Host = """
        using Wasmtime;

        {contract}

        public enum KvError { Unknown, Locked }

        [WasmImport("env")]
        public interface IKeyValue
        {
            {errors}
        }

        [WasmImport("env", Prefix = "log_")]
        public interface ILog
        {
            void Write(string message);
        }

        [WasmImport("env")]
        public interface IGreeter
        {
            int Greet(string name);
        }

        [WasmImport("env", Prefix = "journal_")]
        public interface IJournal
        {
            void Add(string line);
        }

        public static class Program
        {
            public static string Run(byte[] guest, bool hasPlugin)
            {
                Log log = new();
                using Engine engine = new(GuestConfig.Create());
                using Module module = Module.FromBytes(engine, "guest", guest);
                using Linker linker = new(engine);
                linker.DefineAssemblyScript();
                linker.DefineKeyValue(new Values());
                linker.DefineLog(log);
                {define}
                using Store store = new(engine);
                Instance instance = linker.Instantiate(store, module).Start();
                if (hasPlugin)
                {
                    {call}
                    log.Write(page);
                }

                instance.GetAction("run")!();
                return log.Text;
            }
        }

        internal sealed class Values : IKeyValue
        {
            public byte[]? Get(string key) => throw {error};
        }

        internal sealed class Log : ILog
        {
            public string Text { get; private set; } = "";

            public void Write(string message) => Text += message + "\n";
        }

        internal sealed class Greeter : IGreeter
        {
            public int Greet(string name) => name.Length;
        }

        internal sealed class Journal(string path) : IJournal, IDisposable
        {
            public void Add(string line) => _ = path;

            public void Dispose()
            {
            }
        }
        """;

    private static readonly string Readme = Page("README.md");

    [Fact]
    public void Hosts_and_guests_of_the_readme_and_of_the_page_of_guests_run()
    {
        string[] csharp = [.. CodeRegions.BlocksOf(Readme)];
        string[] ts = [.. CodeRegions.BlocksOf(Readme, "ts")];
        string Part(string[] blocks, string text) => Assert.Single(blocks, block => block.Contains(text, StringComparison.Ordinal));
        string errors = Part(csharp, "[WasmErrors(typeof(KvError))]\nbyte[]? Get(string key); ");
        string source = Host
            .Replace("{contract}", Part(csharp, "interface IPlugin"), StringComparison.Ordinal)
            .Replace("{errors}", errors, StringComparison.Ordinal)
            .Replace("{error}", Thrown().Match(errors).Groups["error"].Value, StringComparison.Ordinal)
            .Replace("{define}", Part(csharp, "linker.DefineJournal("), StringComparison.Ordinal)
            .Replace("{call}", Part(csharp, "module.CheckPlugin();"), StringComparison.Ordinal);
        CSharpCompilation compilation = Sources.Compile(source).WithAssemblyName($"Host{Guid.NewGuid():N}");
        GeneratedFiles files = GeneratedFiles.From(compilation, "AssemblyScript", "C");
        MethodInfo run = Assembly.Load(files.Emit()).GetType("Program")!.GetMethod("Run")!;

        using TemporaryFolder folder = new();
        Write(folder, "assembly/host", files.GuestIn("AssemblyScript"));
        folder.Write("assembly/plugin.ts", Part(ts, "extends Plugin"));
        folder.Write(
            "assembly/index.ts",
            $"import {{ KvError, keyValue, log }} from \"./host\";\n\nexport function run(): void {{\n{Part(ts, "KvError.Locked")}}}\n");
        string compiler = Path.Combine(TestPaths.GuestTools, "node_modules", "assemblyscript", "bin", "asc.js");
        string[] options = ["--config", "none", "--exportStart", "_initialize", "--outFile", "guest.wasm"];
        Command.Run("node", folder.Path, [compiler, "assembly/index.ts", "assembly/host/exports.ts", .. options]).Succeeds();
        Assert.Equal("hello Ada\ntry again later\n", run.Invoke(null, [File.ReadAllBytes(folder.At("guest.wasm")), true]));

        Write(folder, "host", files.GuestIn("C"));
        foreach (string file in (string[])["memory.h", "memory.c"])
        {
            folder.Write(file, Page($"guest-templates/quickstart-c/{file}"));
        }

        string body = Part([.. CodeRegions.BlocksOf(Page("docs/guests.md"), "c")], "host_key_value_get");
        folder.Write("main.c", $$"""
            #include "memory.h"

            #include "host/key_value.h"
            #include "host/log.h"

            static void use(ngixi_bytes bytes) { (void)bytes; }

            __attribute__((export_name("run"))) void run(void) {
            {{body}}
            }

            """);
        CCompiler.Compile(folder.Path, "-std=c11", "main.c", "memory.c").Succeeds();
        Assert.Equal("try again later\n", run.Invoke(null, [File.ReadAllBytes(folder.At("guest.wasm")), false]));
    }

    private static void Write(TemporaryFolder folder, string path, IReadOnlyDictionary<string, string> stubs)
    {
        foreach ((string name, string text) in stubs)
        {
            folder.Write($"{path}/{name}", text);
        }
    }

    private static string Page(string name) => File.ReadAllText(Path.Combine(Troubleshooting.Repository, name)).ReplaceLineEndings("\n");

    [GeneratedRegex("// throws (?<error>new .*)")]
    private static partial Regex Thrown();
}
