using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Runtime;
using Wasmtime;

namespace Ngixi.Bindgen.Native;

/// <summary>
/// Proves, once for each process and before the first import is defined, that the native Wasmtime lays out its values the
/// way this library reads them: slots, callers, memories. A library that does not fit is refused instead of misread. The
/// engine of the proof has Wasmtime's signal handlers installed by then, if no other had, so they are mended here too.
/// </summary>
internal static unsafe class NativeLayout
{
    private const long Integer = 0x0123_4567_89AB_CDEF;
    private const double Real = 1234.5;
    private const int Answer = 0x5A5A_1234;

    private const string ProbeModule =
        """
        (module
          (import "probe" "probe" (func $probe (param i64 f64) (result i32)))
          (memory (export "memory") 1)
          (global (export "global") i32 (i32.const 0x5A5A1234))
          (data (i32.const 8) "ngixi")
          (func (export "run") (result i32) (call $probe (i64.const 0x0123456789ABCDEF) (f64.const 1234.5)))
          (export "direct" (func $probe)))
        """;

    private static readonly Lazy<InvalidOperationException?> Misfit = new(Probe);

    /// <summary>Throws when the native library does not fit, the same each time.</summary>
    public static void Verify()
    {
        if (Misfit.Value is { } misfit)
        {
            throw misfit;
        }
    }

    public static InvalidOperationException DoesNotFit(string reason)
    {
        string version = typeof(Linker).Assembly.GetName().Version?.ToString() ?? "unknown";
        return new InvalidOperationException(
            $"Ngixi.Bindgen cannot work with this build of Wasmtime (Wasmtime.Dotnet {version}): {reason}. "
            + "Reference a version of the package Wasmtime that this version of Ngixi.Bindgen allows.");
    }

    private static InvalidOperationException? Probe()
    {
        if (!BitConverter.IsLittleEndian || !Environment.Is64BitProcess)
        {
            return DoesNotFit("only 64-bit little-endian processes are supported");
        }

        try
        {
            return (Judge(Observe()) ?? DivisionSignal.Restore()) is { } reason ? DoesNotFit(reason) : null;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException
            or DllNotFoundException
            or MissingMethodException
            or InvalidOperationException)
        {
            return DoesNotFit(exception.Message);
        }
    }

    /// <summary>Says what is wrong with what the probe saw, or null when all of it is as this library reads it.</summary>
    internal static string? Judge(in Observations seen) => seen switch
    {
        _ when seen.First.Integer != Integer || seen.First.Real != Real || seen.First.Slots < 2 => "arguments are not in slots of 16 bytes",
        _ when !seen.AreResultsReadBack => "a result slot was not read back",
        _ when seen.First.Caller.Context != seen.First.Context || seen.First.Caller != seen.FirstAgain.Caller =>
            "a caller does not begin with its store's context",
        _ when seen.First.Caller == seen.SecondInstance.Caller || seen.First.Caller.StoreId == seen.OtherStore.Caller.StoreId =>
            "a caller does not tell which instance calls",
        _ when seen.First.Caller.IsHost || seen.SecondInstance.Caller.IsHost || !seen.Host.Caller.IsHost =>
            "a caller does not tell the host from an instance",
        _ when seen.FirstHandle != (seen.First.Caller.StoreId, seen.First.Caller.InstanceIndex) =>
            "an instance's handle is not what its calls come from",
        _ when !seen.First.IsMemoryFound || !seen.SecondInstance.IsMemoryFound => "a memory cannot be found from a caller",
        _ when !seen.IsGlobalRead => "a global's value is laid out otherwise",
        _ when !seen.IsStoreFound => "a store cannot be found from a caller",
        _ => null,
    };

    /// <summary>Calls a probe from two instances of one store, from another store, and from the host.</summary>
    internal static Observations Observe()
    {
        using Engine engine = new();
        using Module module = Module.FromText(engine, "ngixi-layout-probe", ProbeModule);
        using Linker linker = new(engine);
        Observation[] seen = GC.AllocateArray<Observation>(1, pinned: true);
        Define(linker, (Observation*)Unsafe.AsPointer(ref seen[0]));

        using Store store = new(engine);
        using Store otherStore = new(engine);
        Instance first = linker.Instantiate(store, module);
        Instance second = linker.Instantiate(store, module);
        Instance other = linker.Instantiate(otherStore, module);
        bool areResultsReadBack = true;
        InstanceHandle firstHandle = WasmtimeInternals.HandleOf(first);
        Observation one = Call(() => first.GetFunction<int>("run")!());
        return new Observations
        {
            First = one,
            FirstAgain = Call(() => first.GetFunction<int>("run")!()),
            SecondInstance = Call(() => second.GetFunction<int>("run")!()),
            OtherStore = Call(() => other.GetFunction<int>("run")!()),
            Host = Call(() => first.GetFunction<long, double, int>("direct")!(Integer, Real)),
            AreResultsReadBack = areResultsReadBack,
            FirstHandle = (firstHandle.Store, firstHandle.Index),
            IsGlobalRead = InstanceExports.TryFind(one.Context, firstHandle, "global"u8, out ExternHandle global)
                && InstanceExports.ReadInt32(one.Context, global) == Answer,
            IsStoreFound = ReferenceEquals(WasmtimeInternals.StoreOf(one.Context), store)
                && ReferenceEquals(WasmtimeInternals.StoreOf(first), store)
                && WasmtimeInternals.ContextOf(store) == one.Context,
        };

        Observation Call(Func<int> call)
        {
            seen[0] = default;
            areResultsReadBack &= call() == Answer;
            return seen[0];
        }
    }

    private static void Define(Linker linker, Observation* seen)
    {
        nint type = FunctionType.Create("(i64 f64) -> i32");
        try
        {
            fixed (byte* name = "probe"u8)
            {
                WasmtimeInternals.ThrowIfError(NativeMethods.wasmtime_linker_define_func_unchecked(
                    WasmtimeInternals.HandleOf(linker), name, 5, name, 5, type, &OnCall, (nint)seen, finalizer: null));
            }
        }
        finally
        {
            NativeMethods.wasm_functype_delete(type);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* OnCall(void* data, void* caller, ValueSlot* slots, ulong count)
    {
        Observation* seen = (Observation*)data;
        seen->Slots = count;
        seen->Integer = slots[0].Int64;
        seen->Real = slots[1].Double;
        seen->Caller = CallerIdentity.Of((nint)caller);
        seen->Context = NativeMethods.wasmtime_caller_context((nint)caller);
        if (!seen->Caller.IsHost)
        {
            GuestMemory memory = GuestMemory.Of((nint)caller, seen->Context);
            seen->IsMemoryFound = memory.Length == 65536 && memory.Read(8, 5).SequenceEqual("ngixi"u8);
            memory.Free();
        }

        slots[0].Int32 = Answer;
        return null;
    }

    /// <summary>What one call of the probe saw.</summary>
    internal struct Observation
    {
        public ulong Slots;
        public long Integer;
        public double Real;
        public CallerIdentity Caller;
        public nint Context;
        public bool IsMemoryFound;
    }

    /// <summary>What all calls of the probe saw.</summary>
    internal readonly record struct Observations
    {
        public Observation First { get; init; }

        public Observation FirstAgain { get; init; }

        public Observation SecondInstance { get; init; }

        public Observation OtherStore { get; init; }

        public Observation Host { get; init; }

        public (ulong StoreId, uint Index) FirstHandle { get; init; }

        public bool AreResultsReadBack { get; init; }

        public bool IsGlobalRead { get; init; }

        public bool IsStoreFound { get; init; }
    }
}
