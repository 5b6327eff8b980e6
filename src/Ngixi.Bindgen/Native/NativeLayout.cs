using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Runtime;
using Wasmtime;

namespace Ngixi.Bindgen.Native;

/// <summary>
/// Proves, once for each process and before the first import is defined, that the native Wasmtime lays out its values the
/// way this library reads them: slots, callers, memories. A library that does not fit is refused instead of misread.
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
            return FindMisfit() is { } reason ? DoesNotFit(reason) : null;
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or MissingMethodException or InvalidOperationException)
        {
            return DoesNotFit(exception.Message);
        }
    }

    private static string? FindMisfit()
    {
        using Engine engine = new();
        using Module module = Module.FromText(engine, "ngixi-layout-probe", ProbeModule);
        using Linker linker = new(engine);

        Observation seen = default;
        Define(linker, &seen);

        using Store store = new(engine);
        Instance first = linker.Instantiate(store, module);
        Instance second = linker.Instantiate(store, module);
        Observation one = Observe(first, "run", &seen);
        Observation oneAgain = Observe(first, "run", &seen);
        Observation two = Observe(second, "run", &seen);

        using Store otherStore = new(engine);
        Observation other = Observe(linker.Instantiate(otherStore, module), "run", &seen);

        seen = default;
        if (first.GetFunction<long, double, int>("direct")!(Integer, Real) != Answer)
        {
            return "a result slot was not read back";
        }

        Observation direct = seen;

        if (one.Integer != Integer || one.Real != Real || one.Slots < 2)
        {
            return "arguments are not in slots of 16 bytes";
        }

        if (one.Caller.Context != one.Context || one.Caller != oneAgain.Caller)
        {
            return "a caller does not begin with its store's context";
        }

        if (one.Caller == two.Caller || one.Caller.StoreId == other.Caller.StoreId || one.Caller.IsHost || two.Caller.IsHost || !direct.Caller.IsHost)
        {
            return "a caller does not tell which instance calls";
        }

        if (!one.MemoryFits || !two.MemoryFits || !ReferenceEquals(WasmtimeInternals.StoreOf(one.Context), store))
        {
            return "a memory or a store cannot be found from a caller";
        }

        return null;
    }

    private static Observation Observe(Instance instance, string export, Observation* seen)
    {
        *seen = default;
        return instance.GetFunction<int>(export)!() == Answer ? *seen : default;
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
    private static nint OnCall(nint data, nint caller, ValueSlot* slots, nuint count)
    {
        Observation* seen = (Observation*)data;
        seen->Slots = count;
        seen->Integer = slots[0].Int64;
        seen->Real = slots[1].Double;
        seen->Caller = CallerIdentity.Of(caller);
        seen->Context = NativeMethods.wasmtime_caller_context(caller);
        if (!seen->Caller.IsHost && GuestMemory.TryFind(caller, seen->Context, out GuestMemory memory, out _))
        {
            seen->MemoryFits = memory.Length == 65536 && memory.Read(8, 5).SequenceEqual("ngixi"u8);
        }

        slots[0].Int32 = Answer;
        return 0;
    }

    private struct Observation
    {
        public nuint Slots;
        public long Integer;
        public double Real;
        public CallerIdentity Caller;
        public nint Context;
        public bool MemoryFits;
    }
}
