using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>Guests that were compiled to export one host's interface, called by another host.</summary>
public sealed class ExportContractTests(ExportContractTests.TwoHosts hosts) : IClassFixture<ExportContractTests.TwoHosts>
{
    private const string Refusal =
        "The guest was built for `IPlugin` with `Render(string template) → string`; the host has `Render(Item item) → string`: parameter `template` was removed, parameter `item` was added.";

    [Fact]
    public void A_guest_of_the_hosts_own_contract_runs()
    {
        Assert.Equal("started\nolder hello 2", Output(hosts.Older.RunProgram(hosts.GuestOfOlder, "check")));
        Assert.Equal("started\nnewer hello", Output(hosts.Newer.RunProgram(hosts.GuestOfNewer, "check")));
    }

    [Fact]
    public void A_stale_guest_is_refused_before_it_runs_though_its_raw_types_match() =>
        Assert.Equal(
            $"The guest 'guest' does not fit this host.\n- {Refusal}",
            Output(hosts.Newer.RunProgram(hosts.GuestOfOlder, "check")));

    [Fact]
    public void A_guest_of_a_newer_contract_is_refused_before_it_runs() => Assert.Equal(
        """
        The guest 'guest' does not fit this host.
        - The guest was built for `IPlugin` with `Render(Item item) → string`; the host has `Render(string template) → string`: parameter `item` was removed, parameter `template` was added.
        - The guest was built for `IPlugin` without `Count(string text) → int`, which the host calls.
        """,
        Output(hosts.Older.RunProgram(hosts.GuestOfNewer, "check")));

    [Fact]
    public void Without_a_check_a_stale_guest_starts_and_none_of_its_exports_is_called() =>
        Assert.Equal(
            $"started\nExport IPlugin: the guest does not fit this host. {Refusal}",
            Output(hosts.Newer.RunProgram(hosts.GuestOfOlder, "run")));

    private static HostProject HostOf(string methods, string call)
    {
        HostProject host = new() { IsProgram = true };
        host.Delete("IClock.cs");
        host.Write("IPlugin.cs", $$"""
            using Ngixi.Bindgen;

            namespace Host;

            [WasmExport]
            public interface IPlugin
            {
                {{methods}}
            }

            public sealed record Item(string Name);
            """);
        host.Write("Program.cs", $$"""
            using System;
            using Host;
            using Ngixi.Bindgen;
            using Wasmtime;

            using Engine engine = new(GuestConfig.Create());
            using Linker linker = new(engine);
            linker.DefineLog(new Log());
            linker.DefineAssemblyScript();
            using Module module = Module.FromBytes(engine, "guest", System.IO.File.ReadAllBytes(args[0]));
            try
            {
                if (args[1] == "check")
                {
                    linker.CheckContracts(engine, module);
                    module.CheckPlugin();
                }

                using Store store = new(engine);
                Instance instance = linker.Instantiate(store, module);
                instance.GetAction("_initialize")!();
                IPlugin plugin = instance.GetPlugin();
                Console.WriteLine({{call}});
            }
            catch (Exception refusal) when (refusal is ContractMismatchException or WasmExportException)
            {
                Console.WriteLine(refusal.Message);
            }

            sealed class Log : ILog
            {
                public void Write(string message) => Console.WriteLine(message);
            }
            """);
        host.Build().Succeeds();
        return host;
    }

    private static string GuestOf(HostProject host, string imports, string methods)
    {
        host.Write("plugin.ts", $$"""
            import { {{imports}} } from "./guest";

            class Handler extends Plugin {
              {{methods}}
            }

            export const plugin = new Handler();
            """);
        return host.CompileGuest("import { log } from \"./guest\";\nlog.write(\"started\");\n", "guest.wasm", "guest/exports.ts");
    }

    private static string Output(CommandResult result) => result.Succeeds().Output.ReplaceLineEndings("\n").TrimEnd('\n');

    /// <summary>Two hosts that are built once, and a guest of each.</summary>
    public sealed class TwoHosts : IDisposable
    {
        public TwoHosts()
        {
            GuestOfOlder = GuestOf(
                Older,
                "Plugin",
                "render(template: string): string { return `older ${template}`; }\n  count(text: string): i32 { return 2; }");
            GuestOfNewer = GuestOf(Newer, "Item, Plugin", "render(item: Item): string { return `newer ${item.name}`; }");
        }

        public string GuestOfOlder { get; }

        public string GuestOfNewer { get; }

        internal HostProject Older { get; } =
            HostOf("string Render(string template); int Count(string text);", "$\"{plugin.Render(\"hello\")} {plugin.Count(\"text\")}\"");

        /// <summary>
        /// Gets the host whose `Render` changed its meaning and not its raw type, and that does not call `Count` any more.
        /// </summary>
        internal HostProject Newer { get; } = HostOf("string Render(Item item);", "plugin.Render(new Item(\"hello\"))");

        public void Dispose()
        {
            Older.Dispose();
            Newer.Dispose();
        }
    }
}
