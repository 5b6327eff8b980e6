using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Workloads;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Runtime;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>Makes instances of a guest whose imports are as many as the workload's size; each in a store of its own.</summary>
internal abstract class InstancePeer(string name, bool isPooled) : IPeer
{
    private readonly Config config = isPooled ? new Config().WithPoolingAllocationStrategy(new PoolingAllocationConfig()) : new Config();
    private Engine? engine;

    public string Name => name;

    protected Engine Engine => engine ??= new Engine(config);

    protected Module Module { get; private set; } = null!;

    protected int Imports { get; private set; }

    public string? WhyNot(Workload workload) => null;

    public virtual void Prepare(Workload workload)
    {
        Imports = workload.Size;
        Module?.Dispose();
        Module = Module.FromText(Engine, "guest", InstanceGuest.Module(Imports));
    }

    public Sample Run(int calls)
    {
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
        {
            using Store store = new(Engine);
            Instantiate(store);
        }

        double nanoseconds = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        return new Sample(nanoseconds, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore, new Tally(calls, 0, 0));
    }

    public virtual void Dispose()
    {
        Module?.Dispose();
        engine?.Dispose();
        config.Dispose();
    }

    /// <summary>Makes one instance.</summary>
    public abstract Instance Instantiate(Store store);

    /// <summary>Gets a store for an instance that stays.</summary>
    public Store NewStore() => new(Engine);
}

/// <summary>A linker that is made for each instance.</summary>
internal sealed class NewLinkerPeer(string name, Action<Linker, int> define, bool isPooled = false) : InstancePeer(name, isPooled)
{
    public override Instance Instantiate(Store store)
    {
        using Linker linker = new(Engine);
        define(linker, Imports);
        return linker.Instantiate(store, Module);
    }
}

/// <summary>One linker for all instances.</summary>
internal sealed class SharedLinkerPeer(string name, Action<Linker, int> define, bool isPooled = false) : InstancePeer(name, isPooled)
{
    private Linker? linker;

    public override void Prepare(Workload workload)
    {
        base.Prepare(workload);
        linker?.Dispose();
        linker = new Linker(Engine);
        define(linker, Imports);
    }

    public override Instance Instantiate(Store store) => linker!.Instantiate(store, Module);

    public override void Dispose()
    {
        linker?.Dispose();
        base.Dispose();
    }
}

/// <summary>A module whose imports are found once.</summary>
internal sealed class LinkedModulePeer(string name, bool isPooled) : InstancePeer(name, isPooled)
{
    private LinkedModule? guest;

    public override void Prepare(Workload workload)
    {
        base.Prepare(workload);
        using Linker linker = new(Engine);
        InstanceImports.Generated(linker, Imports);
        guest?.Dispose();
        guest = new LinkedModule(linker, Module);
    }

    public override Instance Instantiate(Store store) => guest!.Instantiate(store);

    public override void Dispose()
    {
        guest?.Dispose();
        base.Dispose();
    }
}

/// <summary>What no host on Wasmtime .NET can be below: a store with nothing in it.</summary>
internal sealed class EmptyStorePeer(string name) : InstancePeer(name, isPooled: true)
{
    public override Instance Instantiate(Store store) => null!;
}

/// <summary>How the imports are defined.</summary>
internal static unsafe class InstanceImports
{
    private static readonly object Implementation = new();

    public static void ByHand(Linker linker, int imports)
    {
        for (int index = 0; index < imports; index++)
        {
            linker.DefineFunction("host", InstanceGuest.Import(index), (int left, int right) => left + right);
        }
    }

    /// <summary>What the generated code of an interface with that many methods does.</summary>
    public static void Generated(Linker linker, int imports)
    {
        ImportBinder binder = ImportBinder.For(linker, Implementation);
        for (int index = 0; index < imports; index++)
        {
            binder.Define("host", InstanceGuest.Import(index), InstanceGuest.Signature, &Add);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Add(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        try
        {
            HostCall call = new(binding, caller, slots);
            call.Return(call.ReadInt32(0) + call.ReadInt32(1));
            return HostCall.Success;
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, "host.import");
        }
    }
}
