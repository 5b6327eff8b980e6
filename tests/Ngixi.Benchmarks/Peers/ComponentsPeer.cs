using System.Diagnostics;
using System.Text;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Workloads;
using Wasmtime;
using Wasmtime.Components;

namespace Ngixi.Benchmarks.Peers;

/// <summary><c>Wasmtime.Components</c> of Wasmtime .NET: the same loops in a component, values boxed on their way.</summary>
internal sealed class ComponentsPeer : IPeer
{
    private static readonly string[] Exports =
    [
        "nothing", "add", "view", "log", "bytes", "textUtf8", "textUtf16", "save", "load", "saveAll", "loadAll",
    ];

    private readonly Config config = new Config().WithComponentModel(true);
    private readonly Engine engine;
    private Component? component;
    private ComponentLinker? linker;
    private Store? store;
    private Host host = new(Payload.None);
    private Func<int, int> loop = _ => 0;

    public ComponentsPeer() => engine = new Engine(config);

    public string Name => "Wasmtime.Components";

    public string? WhyNot(Workload workload) =>
        Exports.Contains(workload.Export) ? null : "the component of these benchmarks has neither errors nor resources";

    public void Prepare(Workload workload)
    {
        End();
        host = new Host(workload.Payload);
        component = Component.FromText(engine, CoreGuest.Component(workload.Payload));
        linker = new ComponentLinker(engine);
        Define(linker);
        store = new Store(engine);
        ComponentFunction run = linker.Instantiate(store, component).GetFunction(CoreGuest.Kebab(workload.Export))!;
        ComponentValue length = ComponentValue.S32(workload.Payload.Units);
        loop = calls => run.Call(ComponentValue.S32(calls), length)!.AsS32();
    }

    public Sample Run(int calls)
    {
        long callsBefore = host.Calls;
        long sumBefore = host.Sum;
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        int sum = loop(calls);
        double nanoseconds = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return new Sample(nanoseconds, allocated, new Tally(host.Calls - callsBefore, host.Sum - sumBefore, sum));
    }

    public void Dispose()
    {
        End();
        engine.Dispose();
        config.Dispose();
    }

    private void Define(ComponentLinker linker)
    {
        using ComponentLinkerInstance root = linker.Root();
        using ComponentLinkerInstance imports = root.AddInstance("host");
        imports.DefineFunction("nothing", (_, _) => host.Nothing());
        imports.DefineFunction("add", (arguments, results) =>
            results[0] = ComponentValue.S32(host.Add(arguments[0].AsS32(), arguments[1].AsS32())));
        imports.DefineFunction("view", (arguments, _) => host.View(Bytes(arguments[0].AsList())));
        imports.DefineFunction("log", (arguments, _) => host.Log(arguments[0].AsString()));
        imports.DefineFunction("bytes", (_, results) => results[0] = List(host.Bytes()));
        imports.DefineFunction("text", (_, results) => results[0] = ComponentValue.String(host.Text()));
        imports.DefineFunction("save", (arguments, _) => host.Save(new Product(
            arguments[0].Field("id").AsS32(),
            arguments[0].Field("name").AsString(),
            arguments[0].Field("stock").AsS64(),
            arguments[0].Field("price").AsF64(),
            arguments[0].Field("code").AsString())));
        imports.DefineFunction("load", (_, results) => results[0] = Record(host.Load()));
        imports.DefineFunction("save-all", (arguments, _) => host.SaveAll([.. arguments[0].AsList().Select(name => name.AsString())]));
        imports.DefineFunction("load-all", (_, results) =>
            results[0] = ComponentValue.List(Array.ConvertAll(host.LoadAll(), ComponentValue.String)));
    }

    private static byte[] Bytes(IReadOnlyList<ComponentValue> values)
    {
        byte[] bytes = new byte[values.Count];
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = values[index].AsU8();
        }

        return bytes;
    }

    private static ComponentValue Record(Product product) => ComponentValue.Record(
    [
        new("id", ComponentValue.S32(product.Id)),
        new("name", ComponentValue.String(product.Name)),
        new("stock", ComponentValue.S64(product.Stock)),
        new("price", ComponentValue.F64(product.Price)),
        new("code", ComponentValue.String(product.Code)),
    ]);

    private static ComponentValue List(byte[] bytes) => ComponentValue.List(Array.ConvertAll(bytes, ComponentValue.U8));

    private void End()
    {
        store?.Dispose();
        linker?.Dispose();
        component?.Dispose();
    }
}
