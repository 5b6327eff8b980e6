using System.Text.RegularExpressions;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Hosting;
using Shop;

namespace Ngixi.Mistakes;

/// <summary>Mistakes that show when a guest is compiled or runs, by their number on the page.</summary>
internal static partial class RunMistakes
{
    private static readonly string[] Entries = ["assembly/index.ts", "assembly/host/exports.ts"];
    private static readonly string[] Started = ["--exportStart", "_initialize"];

    public static IReadOnlyDictionary<string, Func<string>> All { get; } = new Dictionary<string, Func<string>>
    {
        ["11"] = () => Run(
            host => host.Run(GuestOf("""
                const names = new Map<i32, string>();

                export function run(): i32 {
                  names.set(1, "Ada");
                  return names.get(1).length;
                }

                """)),
            new Host { Starts = false }),
        ["13"] = () => Run(host => host.Run(Usual()), new Host { Define = linker => linker.DefineOrders(new Orders()) }),
        ["14"] = () => Run(host => host.Run(GuestOf("export function run(): i32 {\n  console.log(\"hello\");\n  return 0;\n}\n"))),
        ["15"] = () => Run(host => host.Run(Usual()), new Host { Define = linker => linker.DefineAssemblyScript() }),
        ["16"] = () => Run(host => host.Run(Usual()), new Host { Define = linker => linker.DefineOrders(new Orders()), Checks = false }),
        ["17"] = () => Run(host => host.Run(Usual()), new Host
        {
            Define = linker =>
            {
                linker.DefineOrders(new Orders());
                linker.DefineOrders(new Orders());
            },
        }),
        ["18"] = () => Run(host => host.Run(Usual()), new Host { Define = linker => linker.DefineOrders((IOrders)null!) }),
        ["19"] = () => Run(host => host.Run(Usual()), new Host
        {
            Define = linker =>
            {
                linker.DefineOrders((GuestContext _) => null!);
                linker.DefineAssemblyScript();
            },
        }),
        ["20"] = () => Run(host => host.Run(Usual()), new Host
        {
            Define = linker =>
            {
                linker.DefineOrders(new Orders(_ => throw new InvalidOperationException("The warehouse is shut.")));
                linker.DefineAssemblyScript();
            },
        }),
        ["22"] = TwoThreads,
        ["23"] = () => Run(host => host.Run(RuleOf("unreachable();\n    return new Decision.Accept(1);"), (_, instance) =>
        {
            IRule rule = instance.GetRule();
            Assert.ThrowsAny<WasmtimeException>(() => rule.Decide(new Order("Ada", 1)));
            return rule.Decide(new Order("Ada", 1));
        })),
        ["24"] = () => Run(host => Host.Try(() =>
        {
            using GuestSources guest = new();
            using Module module = Module.FromBytes(host.Engine, "guest", guest.Compile(["assembly/index.ts"], Started));
            module.CheckRule();
            return null;
        })),
        ["25"] = () => Compile(guest => guest.Delete("assembly/rule.ts")),
        ["26"] = () => Compile(guest => guest.Delete("assembly/host/index.ts")),
        ["27"] = () => Compile(guest => guest.Write(
            "assembly/rule.ts", GuestSources.Rule.Replace("decide(order: Order)", "judge(order: Order)", StringComparison.Ordinal))),
        ["28"] = () => Run(host => host.Run(
            RuleOf("return changetype<Decision>(0);"), (_, instance) => instance.GetRule().Decide(new Order("Ada", 1)))),
        ["30"] = () => Run(host => host.Run(GuestOf(GuestSources.Index, "--importMemory"))),
        ["31"] = () => Run(host => host.Run(GuestOf(GuestSources.Index, "--noExportMemory"))),
        ["32"] = () => Run(host => host.Run(GuestOf(
            "export function run(): i32 {\n  assert(false, \"an order has a customer\");\n  return 0;\n}\n"))),
        ["33"] = () => Run(host => host.Run(GuestOf("export function run(): i32 {\n  unreachable();\n  return 0;\n}\n", "-O3"))),
        ["34"] = () => Run(host => host.Run(GuestOf("""
            import { orders } from "./host";

            export function run(): i32 {
              const counter = orders.open();
              counter.free();
              counter.free();
              return orders.find(new Uint8Array(15));
            }

            """))),
        ["35"] = () => Run(host => host.Run(Usual(), (_, instance) => instance.GetRule().Decide(new Order(null!, 1)))),
        ["36"] = Loop,
        ["37"] = () => Run(host => Host.Try(() => Module.FromBytes(host.Engine, "guest", "<!doctype html>"u8))),
    };

    private static string Run(Func<Host, string> mistake, Host? host = null)
    {
        using Host used = host ?? new Host();
        return mistake(used);
    }

    private static byte[] Usual() => GuestOf(GuestSources.Index);

    private static byte[] GuestOf(string index, params string[] options)
    {
        using GuestSources guest = new();
        guest.Write("assembly/index.ts", index);
        return guest.Compile(options);
    }

    private static byte[] RuleOf(string statement, string import = "")
    {
        using GuestSources guest = new();
        guest.Write("assembly/rule.ts", import + Body().Replace(GuestSources.Rule, statement));
        return guest.Compile();
    }

    private static string Compile(Action<GuestSources> change)
    {
        using GuestSources guest = new();
        change(guest);
        CommandResult result = guest.TryCompile(Entries, Started);
        Assert.NotEqual(0, result.ExitCode);
        return result.Output.Trim();
    }

    /// <summary>One thread is in a method of the host when another calls the same guest.</summary>
    private static string TwoThreads()
    {
        using ManualResetEventSlim called = new();
        using ManualResetEventSlim done = new();
        using Host host = new()
        {
            Define = linker =>
            {
                linker.DefineOrders(new Orders(_ =>
                {
                    called.Set();
                    done.Wait();
                    return 0;
                }));
                linker.DefineAssemblyScript();
            },
        };
        byte[] wasm = RuleOf("return new Decision.Accept(orders.countOf(order.customer));", "import { orders } from \"./host\";\n");
        string text = host.Run(wasm, (_, instance) =>
        {
            IRule rule = instance.GetRule();
            Thread first = new(() => rule.Decide(new Order("Ada", 1)), 2 * 1024 * 1024);
            first.Start();
            called.Wait();
            try
            {
                return rule.Decide(new Order("Grace", 1));
            }
            finally
            {
                done.Set();
                first.Join();
            }
        });
        return ThreadNumber().Replace(text, "$1 …");
    }

    private static string Loop()
    {
        using GuestEngine engine = new();
        byte[] wasm = GuestOf("export function run(): i32 {\n  while (true) {}\n}\n");
        GuestManifest manifest = GuestManifest.Parse("""{ "name": "guest", "limits": { "deadline": "200 ms" } }"""u8);
        return Host.Try(() =>
        {
            using GuestModule module = engine.Load(manifest, wasm);
            using GuestPool pool = module.CreatePool();
            return pool.CallAsync(guest => guest.Instance.GetFunction<int>("run")!()).GetAwaiter().GetResult().Value;
        });
    }

    [GeneratedRegex("return .*;")]
    private static partial Regex Body();

    [GeneratedRegex("([Tt]hread) [0-9]+")]
    private static partial Regex ThreadNumber();
}
