using System.Text;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Workloads;
using Ngixi.Bindgen;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>A host in this process that calls a guest's exports in a loop, and looks at the end of what comes back.</summary>
internal static class ExportLoops
{
    public static Func<int, int> Of(Workload workload, Func<int, int, int> sum, Func<string, string> echo, Func<Product, Product> reprice)
    {
        string text = workload.Payload.Text;
        Product product = workload.Payload.Product;
        return workload.Export switch
        {
            "sum" => calls => Loop(calls, call => sum(call, calls)),
            "echo" => calls => Loop(calls, _ => echo(text)[^1]),
            _ => calls => Loop(calls, _ =>
            {
                Product repriced = reprice(product);
                return repriced.Name[^1] + (int)repriced.Price + repriced.Code[^1];
            }),
        };
    }

    private static int Loop(int calls, Func<int, int> one)
    {
        int sum = 0;
        for (int call = 0; call < calls; call++)
        {
            sum += one(call);
        }

        return sum;
    }
}

/// <summary>A host of the guest in WebAssembly text.</summary>
internal abstract class CoreExportPeer(string name) : WasmtimePeer(name)
{
    private static readonly byte[] Wasm = Wasmtime.Module.ConvertText(ExportGuest.Module);

    protected override byte[] WasmFor(Workload workload) => Wasm;

    protected override void Define(Linker linker, Host host, Workload workload)
    {
    }
}

/// <summary>The generated glue.</summary>
internal sealed class NgixiExportPeer() : CoreExportPeer("Ngixi.Bindgen")
{
    protected override Func<int, int> Start(Instance instance, Workload workload)
    {
        IShop shop = instance.GetShop();
        return ExportLoops.Of(workload, shop.Sum, shop.Echo, shop.Reprice);
    }
}

/// <summary>Delegates of <c>Instance.GetFunction</c> that are kept, and memory written and read by hand.</summary>
internal sealed class HandWrittenExportPeer() : CoreExportPeer("Wasmtime .NET by hand")
{
    private const int Block = ExportGuest.Block;
    private const int RecordSize = 40;

    protected override Func<int, int> Start(Instance instance, Workload workload)
    {
        Memory memory = instance.GetMemory("memory")!;
        Func<int, long> echo = instance.GetFunction<int, long>("echo")!;
        Func<int, long> reprice = instance.GetFunction<int, long>("reprice")!;
        return ExportLoops.Of(
            workload,
            instance.GetFunction<int, int, int>("sum")!,
            text =>
            {
                int end = 8;
                end += Write(memory, 0, end, text);
                long pair = echo(end);
                return memory.ReadString((int)(pair >> 32), (int)pair, Encoding.Unicode);
            },
            product =>
            {
                int end = RecordSize;
                memory.WriteInt32(Block, product.Id);
                end += Write(memory, 4, end, product.Name);
                memory.WriteInt64(Block + 16, product.Stock);
                memory.WriteDouble(Block + 24, product.Price);
                end += Write(memory, 32, end, product.Code);
                int record = (int)(reprice(end) >> 32);
                return new Product(
                    memory.ReadInt32(record),
                    Read(memory, record + 4),
                    memory.ReadInt64(record + 16),
                    memory.ReadDouble(record + 24),
                    Read(memory, record + 32));
            });
    }

    private static int Write(Memory memory, int field, int end, string text)
    {
        int length = memory.WriteString(Block + end, text, Encoding.Unicode);
        memory.WriteInt32(Block + field, end);
        memory.WriteInt32(Block + field + 4, length);
        return length;
    }

    private static string Read(Memory memory, int field) =>
        memory.ReadString(memory.ReadInt32(field), memory.ReadInt32(field + 4), Encoding.Unicode);
}

/// <summary>The generated glue and the generated stubs.</summary>
internal sealed class NgixiScriptExportPeer() : ScriptPeer("Ngixi.Bindgen", "ngixi")
{
    protected override void Define(Linker linker, Host host, Workload workload)
    {
        linker.DefineHost(host);
        linker.DefineAssemblyScript();
    }

    protected override Func<int, int> Start(Instance instance, Workload workload)
    {
        instance.GetAction("_initialize")!();
        IShop shop = instance.GetShop();
        return ExportLoops.Of(workload, shop.Sum, shop.Echo, shop.Reprice);
    }
}

/// <summary>Delegates that are kept; a string goes through the guest's <c>__new</c>, and comes back as it lies in memory.</summary>
internal sealed class HandWrittenScriptExportPeer() : ScriptPeer("Wasmtime .NET by hand", "usual")
{
    private const int AssemblyScriptString = 2;

    public override string? WhyNot(Workload workload) =>
        workload.Export == "reprice" ? "`__new` needs the number that the compiler gave to the class of the record" : base.WhyNot(workload);

    protected override void Define(Linker linker, Host host, Workload workload) =>
        HandWrittenImports.Define(linker, host, Encoding.UTF8);

    protected override Func<int, int> Start(Instance instance, Workload workload)
    {
        instance.GetAction("_initialize")!();
        Memory memory = instance.GetMemory("memory")!;
        Func<int, int, int> allocate = instance.GetFunction<int, int, int>("__new")!;
        Func<int, int> echo = instance.GetFunction<int, int>("echo")!;
        return ExportLoops.Of(
            workload,
            instance.GetFunction<int, int, int>("sum")!,
            text =>
            {
                int pointer = allocate(text.Length * sizeof(char), AssemblyScriptString);
                memory.WriteString(pointer, text, Encoding.Unicode);
                int result = echo(pointer);
                return memory.ReadString(result, memory.ReadInt32(result - sizeof(int)), Encoding.Unicode);
            },
            product => product);
    }
}
