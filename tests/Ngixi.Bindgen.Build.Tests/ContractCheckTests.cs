using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>Guests that were compiled against one host's stubs, run by another.</summary>
public class ContractCheckTests(ContractCheckTests.TwoHosts hosts) : IClassFixture<ContractCheckTests.TwoHosts>
{
    private const string Guest = """
        import { ledger, store } from "./guest";

        export function run(): void {
          store.get(GET);
          ledger.transfer(1, 2);
        }
        """;

    private const string CGuest = """
        #include <stddef.h>

        static _Alignas(8) unsigned char memory[1024];

        #define NGIXI_ALLOCATE(size) ((size) <= sizeof(memory) ? memory : NULL)
        #define NGIXI_FREE(memory) ((void)(memory))

        #include "native/host.h"

        __attribute__((export_name("run"))) void run(void) {
          ngixi_free(host_store_get(GET).data);
          host_ledger_transfer(1, 2);
        }

        """;

    private static readonly Contracts Older = new("byte[]? Get(string key)", "void Transfer(long from, long to)");

    /// <summary>`Get` asks for a scope, and `Transfer` changes its meaning and no raw type.</summary>
    private static readonly Contracts Newer = new("byte[]? Get(string key, string scope)", "void Transfer(long to, long from)");

    [Fact]
    public void A_guest_of_the_hosts_own_contracts_runs()
    {
        Assert.Equal("get key\ntransfer from 1 to 2", Output(hosts.Older.RunProgram(hosts.GuestOfOlder, "check")));
        Assert.Equal("get key scope\ntransfer from 2 to 1", Output(hosts.Newer.RunProgram(hosts.GuestOfNewer, "check")));
    }

    [Fact]
    public void A_stale_guest_is_refused_before_it_runs_with_every_change_in_words() => Assert.Equal(
        """
        The guest 'guest' does not fit this host.
        - The guest was built for `env/IStore` with `Get(string key) → byte[]?`; the host has `Get(string key, string scope) → byte[]?`: parameter `scope` was added.
        - The guest was built for `env/ILedger` with `Transfer(long from, long to)`; the host has `Transfer(long to, long from)`: the parameters changed places.
        """,
        Output(hosts.Newer.RunProgram(hosts.GuestOfOlder, "check")));

    [Fact]
    public void A_guest_of_a_newer_contract_is_refused_before_it_runs_with_every_change_in_words() => Assert.Equal(
        """
        The guest 'guest' does not fit this host.
        - The guest was built for `env/IStore` with `Get(string key, string scope) → byte[]?`; the host has `Get(string key) → byte[]?`: parameter `scope` was removed.
        - The guest was built for `env/ILedger` with `Transfer(long to, long from)`; the host has `Transfer(long from, long to)`: the parameters changed places.
        """,
        Output(hosts.Older.RunProgram(hosts.GuestOfNewer, "check")));

    [Fact]
    public void A_guest_in_C_runs_at_home_and_is_refused_elsewhere_in_the_words_for_one_in_AssemblyScript()
    {
        Assert.Equal("get key\ntransfer from 1 to 2", Output(hosts.Older.RunProgram(hosts.CGuestOfOlder, "check")));
        Assert.Equal("get key scope\ntransfer from 2 to 1", Output(hosts.Newer.RunProgram(hosts.CGuestOfNewer, "check")));
        Assert.Equal(
            Output(hosts.Newer.RunProgram(hosts.GuestOfOlder, "check")),
            Output(hosts.Newer.RunProgram(hosts.CGuestOfOlder, "check")));
        Assert.Equal(
            Output(hosts.Older.RunProgram(hosts.GuestOfNewer, "check")),
            Output(hosts.Older.RunProgram(hosts.CGuestOfNewer, "check")));
        hosts.Newer.RunProgram(hosts.CGuestOfOlder, "run").Says("unknown import: `ngixi::abi:1:env/").DoesNotSay("transfer from");
    }

    [Fact]
    public void A_guest_whose_raw_types_match_though_their_meaning_changed_is_refused_with_and_without_a_check()
    {
        string guest = hosts.Older.CompileGuest(
            "import { ledger } from \"./guest\";\nexport function run(): void { ledger.transfer(1, 2); }\n",
            "ledger.wasm");
        Assert.Equal(
            """
            The guest 'guest' does not fit this host.
            - The guest was built for `env/ILedger` with `Transfer(long from, long to)`; the host has `Transfer(long to, long from)`: the parameters changed places.
            """,
            Output(hosts.Newer.RunProgram(guest, "check")));
        hosts.Newer.RunProgram(guest, "run").Says("unknown import: `ngixi::abi:1:env/ILedger@").DoesNotSay("transfer from");
    }

    [Fact]
    public void A_guest_brings_only_the_contracts_that_it_uses()
    {
        string guest = hosts.Older.CompileGuest(
            "import { store, ledger } from \"./guest\";\nexport function run(): void { store.get(\"key\"); }\n",
            "store.wasm");
        string wasm = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(guest));
        Assert.Contains("abi:1:env/IStore@", wasm, StringComparison.Ordinal);
        Assert.DoesNotContain("ILedger", wasm, StringComparison.Ordinal);
    }

    [Fact]
    public void A_guest_of_a_recorded_contract_is_served_after_it_grew_and_after_a_version_was_added()
    {
        using HostProject host = HostOf(Older);
        host.Build("-p:NgixiContracts=Write").Succeeds();
        string guest = host.CompileGuest(Guest.Replace("GET", "\"key\"", StringComparison.Ordinal));

        host.Write(
            "IStore.cs",
            Older.Store.Replace(
                "byte[]? Get(string key);",
                "byte[]? Get(string key); [WasmVersion(2)] byte[]? Get(string key, string scope); void Delete(string key);",
                StringComparison.Ordinal));
        host.Write(
            "Program.cs",
            Program.Replace("TRANSFER", Older.Transfer, StringComparison.Ordinal).Replace(
                "GET",
                "byte[]? Get(string key) { System.Console.WriteLine($\"get {key}\"); return null; } public void Delete(string key) { } public byte[]? Get(string key, string scope)",
                StringComparison.Ordinal));
        host.Build().Succeeds();
        foreach (string mode in new[] { "check", "run" })
        {
            Assert.Equal("get key\ntransfer from 1 to 2", Output(host.RunProgram(guest, mode)));
        }

        // The stub has the latest version only.
        string latest = host.CompileGuest(Guest.Replace("GET", "\"key\", \"scope\"", StringComparison.Ordinal), "latest.wasm");
        host.RunProgram(latest, "check").Succeeds().Says("get key scope");

        // Without the record, the host cannot tell that it serves the guest.
        host.Delete("Host.contract.json");
        host.Build().Succeeds();
        Assert.Contains(
            "The guest was built for `env/IStore` before `Delete(string key)`, `Get(string key, string scope) → byte[]?` came to it, and the host has no record of that contract.",
            Output(host.RunProgram(guest, "check")),
            StringComparison.Ordinal);
    }

    private const string Program = """
        using System;
        using Host;
        using Ngixi.Bindgen;
        using Wasmtime;

        using Engine engine = new(GuestConfig.Create());
        using Linker linker = new(engine);
        linker.DefineStore(new Implementation());
        linker.DefineLedger(new Implementation());
        linker.DefineAssemblyScript();
        using Module module = Module.FromBytes(engine, "guest", System.IO.File.ReadAllBytes(args[0]));
        try
        {
            if (args[1] == "check")
            {
                linker.CheckContracts(engine, module);
            }

            using Store store = new(engine);
            Instance instance = linker.Instantiate(store, module);
            instance.Start();
            instance.GetAction("run")!();
        }
        catch (Exception refusal) when (refusal is ContractMismatchException or WasmtimeException)
        {
            Console.WriteLine(refusal.Message);
        }

        sealed class Implementation : IStore, ILedger
        {
            public GET
            {
                Console.WriteLine($"get {key} {scope}");
                return null;
            }

            public TRANSFER => Console.WriteLine($"transfer from {from} to {to}");
        }
        """;

    private static HostProject HostOf(Contracts contracts)
    {
        HostProject host = new() { IsProgram = true, Guests = [("native", "C")] };
        host.Delete("ILog.cs");
        host.Delete("IClock.cs");
        host.Write("IStore.cs", contracts.Store);
        host.Write("ILedger.cs", contracts.Ledger);
        host.Write("Program.cs", contracts.Program);
        return host;
    }

    private static string Output(CommandResult result) => result.Succeeds().Output.ReplaceLineEndings("\n").TrimEnd('\n');

    /// <summary>Two hosts that are built once, and a guest of each in each language.</summary>
    public sealed class TwoHosts : IDisposable
    {
        public TwoHosts()
        {
            Older.Build().Succeeds();
            GuestOfOlder = Older.CompileGuest(Guest.Replace("GET", "\"key\"", StringComparison.Ordinal));
            CGuestOfOlder = Older.CompileCGuest(CGuest.Replace("GET", "NGIXI_TEXT(\"key\")", StringComparison.Ordinal), "c.wasm");
            Newer.Build().Succeeds();
            GuestOfNewer = Newer.CompileGuest(Guest.Replace("GET", "\"key\", \"scope\"", StringComparison.Ordinal));
            CGuestOfNewer = Newer.CompileCGuest(
                CGuest.Replace("GET", "NGIXI_TEXT(\"key\"), NGIXI_TEXT(\"scope\")", StringComparison.Ordinal),
                "c.wasm");
        }

        public string GuestOfOlder { get; }

        public string GuestOfNewer { get; }

        public string CGuestOfOlder { get; }

        public string CGuestOfNewer { get; }

        internal HostProject Older { get; } = HostOf(ContractCheckTests.Older);

        internal HostProject Newer { get; } = HostOf(ContractCheckTests.Newer);

        public void Dispose()
        {
            Older.Dispose();
            Newer.Dispose();
        }
    }

    private sealed record Contracts(string Get, string Transfer)
    {
        public string Store => $$"""
            using Ngixi.Bindgen;

            namespace Host;

            [WasmImport("env", Prefix = "store_")]
            public interface IStore
            {
                {{Get}};
            }
            """;

        public string Ledger => $$"""
            using Ngixi.Bindgen;

            namespace Host;

            [WasmImport("env", Prefix = "ledger_")]
            public interface ILedger
            {
                {{Transfer}};
            }
            """;

        public string Program => ContractCheckTests.Program
            .Replace("GET", Get, StringComparison.Ordinal)
            .Replace("TRANSFER", Transfer, StringComparison.Ordinal)
            .Replace(" {scope}", Get.Contains("scope", StringComparison.Ordinal) ? " {scope}" : "", StringComparison.Ordinal);
    }
}
