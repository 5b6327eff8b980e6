using System.Diagnostics;
using System.Text;
using Ngixi.Benchmarks.Contract;
using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Workloads;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Benchmarks.Peers;

/// <summary>Runs the quickstart's guest from its start to its end, each time in a new instance.</summary>
internal abstract class QuickstartPeer(string name) : IPeer
{
    private readonly Lazy<byte[]> wasm = new(ScriptGuest.CompileQuickstart);
    private Module? module;

    public string Name => name;

    protected Engine Engine { get; } = new();

    protected Module Module => module!;

    public string? WhyNot(Workload workload) => ScriptGuest.Problem;

    public virtual void Prepare(Workload workload)
    {
        module?.Dispose();
        module = Module.FromBytes(Engine, "quickstart", wasm.Value);
    }

    public Sample Run(int calls)
    {
        long hostCalls = 0;
        long characters = 0;
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        for (int call = 0; call < calls; call++)
        {
            QuickstartHost host = new();
            using Store store = new(Engine);
            Instance instance = Instantiate(store, host);
            instance.GetAction("_initialize")!();
            instance.GetAction("run")!();
            hostCalls += host.Calls;
            characters += host.Characters;
        }

        double nanoseconds = Stopwatch.GetElapsedTime(begin).TotalNanoseconds;
        return new Sample(nanoseconds, GC.GetAllocatedBytesForCurrentThread() - allocatedBefore, new Tally(hostCalls, characters, 0));
    }

    public virtual void Dispose()
    {
        module?.Dispose();
        Engine.Dispose();
    }

    protected abstract Instance Instantiate(Store store, QuickstartHost host);
}

/// <summary>The generated glue, behind one linker for all instances.</summary>
internal sealed class NgixiQuickstartPeer() : QuickstartPeer("Ngixi.Bindgen")
{
    private LinkedModule? guest;
    private QuickstartHost? next;

    public override void Prepare(Workload workload)
    {
        base.Prepare(workload);
        using Linker linker = new(Engine);
        linker.DefineLog(_ => next!);
        linker.DefineTracing(_ => next!);
        linker.DefineHttp(_ => next!);
        linker.DefineKeyValue(_ => next!);
        linker.DefineEvents(_ => next!);
        linker.DefineAssemblyScript();
        guest?.Dispose();
        guest = new LinkedModule(linker, Module);
    }

    public override void Dispose()
    {
        guest?.Dispose();
        base.Dispose();
    }

    protected override Instance Instantiate(Store store, QuickstartHost host)
    {
        next = host;
        return guest!.Instantiate(store);
    }
}

/// <summary>The same imports by hand: what is kept for an instance is in closures, so each has a linker of its own.</summary>
internal sealed class HandWrittenQuickstartPeer() : QuickstartPeer("Wasmtime .NET by hand")
{
    private const int LengthMask = int.MaxValue;
    private const int AreaHeader = 8;

    protected override Instance Instantiate(Store store, QuickstartHost host)
    {
        using Linker linker = new(Engine);
        List<object> handles = [];
        byte[]? parked = null;
        linker.DefineFunction("env", "log", (Caller caller, int pointer, int length) => host.Write(Text(caller, pointer, length)));
        linker.DefineFunction(
            "env",
            "span_begin",
            (Caller caller, int pointer, int length) => Add(host.BeginSpan(Text(caller, pointer, length))));
        linker.DefineFunction("env", "span_end", (int handle) => ((ISpan)handles[handle - 1]).Dispose());
        linker.DefineFunction("env", "next_event", (Caller caller, int pointer, int length) =>
            host.Next(Bytes(caller, pointer, length), CancellationToken.None));
        linker.DefineFunction(
            "env",
            "http_request",
            (Caller caller, int method, int methodLength, int url, int urlLength, int body, int bodyLength) =>
                host
                    .RequestAsync(
                        Text(caller, method, methodLength),
                        Text(caller, url, urlLength),
                        Bytes(caller, body, bodyLength).ToArray(),
                        CancellationToken.None)
                    .GetAwaiter().GetResult() is { } response ? Add(response) : 0);
        linker.DefineFunction("env", "http_response_status", (int handle) => ((IHttpResponse)handles[handle - 1]).Status());
        linker.DefineFunction("env", "http_response_read", (Caller caller, int handle, int pointer, int length) =>
            ((IHttpResponse)handles[handle - 1]).Read(Bytes(caller, pointer, length), CancellationToken.None));
        linker.DefineFunction("env", "http_response_free", (int handle) => ((IHttpResponse)handles[handle - 1]).Dispose());
        linker.DefineFunction("env", "kv_get", (Caller caller, int key, int keyLength, int area) =>
        {
            byte[]? value = host.Get(Text(caller, key, keyLength));
            if (value is null)
            {
                return -1;
            }

            Memory memory = caller.GetMemory("memory")!;
            if (value.Length <= memory.ReadInt32(area))
            {
                value.CopyTo(memory.GetSpan<byte>(area + AreaHeader, value.Length));
            }
            else
            {
                parked = value;
            }

            return value.Length;
        });
        linker.DefineFunction("env", "kv_set", (Caller caller, int key, int keyLength, int value, int valueLength) =>
            host.Set(Text(caller, key, keyLength), Bytes(caller, value, valueLength)));
        linker.DefineFunction("ngixi", "take", (Caller caller, int pointer, int length) => parked!.CopyTo(Bytes(caller, pointer, length)));
        // What the stubs of a guest call to say what they were built for.
        foreach (string marker in Module.Imports
            .Select(import => import.Name)
            .Where(name => name.StartsWith("abi:", StringComparison.Ordinal)))
        {
            linker.DefineFunction("ngixi", marker, () => { });
        }

        linker.DefineFunction(
            "env",
            "abort",
            (int message, int file, int line, int column) => throw new InvalidOperationException("The guest aborted."));
        return linker.Instantiate(store, Module);

        int Add(object item)
        {
            handles.Add(item);
            return handles.Count;
        }
    }

    private static string Text(Caller caller, int pointer, int length) =>
        caller.GetMemory("memory")!.ReadString(pointer, length & LengthMask, Encoding.Unicode);

    private static Span<byte> Bytes(Caller caller, int pointer, int length) => caller.GetMemory("memory")!.GetSpan<byte>(pointer, length);
}
