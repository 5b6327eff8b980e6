using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Errors;
using Ngixi.Bindgen.Runtime.Imports;
using Ngixi.Bindgen.Runtime.Instances;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// The imports of AssemblyScript's standard library. Its strings are pointers to UTF-16 text whose length in bytes stands
/// in the four bytes before it.
/// </summary>
internal static unsafe class AssemblyScriptImports
{
    private const string Module = "env";

    /// <summary>The characters of an abort's text that its exception has: a guest may pass all of its memory.</summary>
    private const int LongestAbort = 4096;

    public static void Define(Linker linker, AssemblyScriptOptions options)
    {
        AssemblyScriptBinding binding = new(options);
        ImportBinder.Define(linker, binding, Module, "abort", "(i32 i32 i32 i32)", &Abort);
        if (options.Console is not null)
        {
            ImportBinder.Define(linker, binding, Module, "trace", "(i32 i32 f64 f64 f64 f64 f64)", &Trace);
            ImportBinder.Define(linker, binding, Module, "console.debug", "(i32)", &ConsoleDebug);
            ImportBinder.Define(linker, binding, Module, "console.log", "(i32)", &ConsoleLog);
            ImportBinder.Define(linker, binding, Module, "console.info", "(i32)", &ConsoleInfo);
            ImportBinder.Define(linker, binding, Module, "console.warn", "(i32)", &ConsoleWarn);
            ImportBinder.Define(linker, binding, Module, "console.error", "(i32)", &ConsoleError);
            ImportBinder.Define(linker, binding, Module, "console.assert", "(i32 i32)", &ConsoleAssert);
        }

        if (options.Clock is not null)
        {
            ImportBinder.Define(linker, binding, Module, "Date.now", "() -> f64", &DateNow);
            ImportBinder.Define(linker, binding, Module, "performance.now", "() -> f64", &PerformanceNow);
        }

        if (options.Seed is not null)
        {
            ImportBinder.Define(linker, binding, Module, "seed", "() -> f64", &Seed);
        }
    }

    // abort(message: string | null, file: string | null, line: u32, column: u32)
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Abort(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        try
        {
            HostCall call = new(binding, caller, slots);
            string? message = ReadDoubtfulText(ref call, 0);
            string? file = ReadDoubtfulText(ref call, 1);
            string hint = call.LacksStart((nint)caller)
                ? " The host has not called instance.Start(), which runs what the guest exports to be run first."
                : "";
            return HostCall.Trap(new GuestAbortException(message, file, slots[2].Int32, slots[3].Int32, hint), caller);
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, "env.abort");
        }
    }

    // trace(message: string, n: i32, a0: f64, a1: f64, a2: f64, a3: f64, a4: f64)
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Trace(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        try
        {
            HostCall call = new(binding, caller, slots);
            string text = call.ReadAssemblyScriptString(0, "message");
            int numbers = Math.Clamp(slots[1].Int32, 0, 5);
            for (int i = 0; i < numbers; i++)
            {
                text += (i == 0 ? " " : ", ") + slots[2 + i].Double.ToString(CultureInfo.InvariantCulture);
            }

            Write(ref call, binding, ConsoleLevel.Trace, text);
            return call.Complete();
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, "env.trace");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* ConsoleDebug(void* binding, void* caller, ValueSlot* slots, ulong count) =>
        Write(binding, caller, slots, ConsoleLevel.Debug, "env.console.debug");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* ConsoleLog(void* binding, void* caller, ValueSlot* slots, ulong count) =>
        Write(binding, caller, slots, ConsoleLevel.Log, "env.console.log");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* ConsoleInfo(void* binding, void* caller, ValueSlot* slots, ulong count) =>
        Write(binding, caller, slots, ConsoleLevel.Info, "env.console.info");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* ConsoleWarn(void* binding, void* caller, ValueSlot* slots, ulong count) =>
        Write(binding, caller, slots, ConsoleLevel.Warn, "env.console.warn");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* ConsoleError(void* binding, void* caller, ValueSlot* slots, ulong count) =>
        Write(binding, caller, slots, ConsoleLevel.Error, "env.console.error");

    // console.assert(condition: bool, message: string)
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* ConsoleAssert(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        try
        {
            HostCall call = new(binding, caller, slots);
            if (!call.ReadBoolean(0, "condition"))
            {
                Write(ref call, binding, ConsoleLevel.Error, $"Assertion failed: {call.ReadAssemblyScriptString(1, "message")}");
            }

            return call.Complete();
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, "env.console.assert");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* DateNow(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        try
        {
            HostCall call = new(binding, caller, slots);
            call.Return((double)OptionsOf(binding).Clock!.GetUtcNow().ToUnixTimeMilliseconds());
            return call.Complete();
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, "env.Date.now");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* PerformanceNow(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        try
        {
            HostCall call = new(binding, caller, slots);
            TimeProvider clock = OptionsOf(binding).Clock!;
            call.Return(clock.GetTimestamp() * 1000.0 / clock.TimestampFrequency);
            return call.Complete();
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, "env.performance.now");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Seed(void* binding, void* caller, ValueSlot* slots, ulong count)
    {
        try
        {
            HostCall call = new(binding, caller, slots);
            call.Return(OptionsOf(binding).Seed!());
            return call.Complete();
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, "env.seed");
        }
    }

    private static void* Write(void* binding, void* caller, ValueSlot* slots, ConsoleLevel level, string import)
    {
        try
        {
            HostCall call = new(binding, caller, slots);
            Write(ref call, binding, level, call.ReadAssemblyScriptString(0, "text"));
            return call.Complete();
        }
        catch (Exception exception)
        {
            return HostCall.Trap(exception, caller, import);
        }
    }

    private static void Write(ref HostCall call, void* binding, ConsoleLevel level, string text) =>
        OptionsOf(binding).Console!(new ConsoleMessage(call.Context, level, text));

    /// <summary>
    /// Reads text of an abort, or null where there is none to read: a guest that aborts may be in any state, and it is the
    /// abort that its host wants to hear of.
    /// </summary>
    private static string? ReadDoubtfulText(ref HostCall call, int slot)
    {
        try
        {
            return call.ReadAssemblyScriptString(slot, "", LongestAbort) is { Length: > 0 } text ? text : null;
        }
        catch (BadArgumentException)
        {
            return null;
        }
    }

    private static AssemblyScriptOptions OptionsOf(void* binding) => ImportBinding.Of<AssemblyScriptBinding>((nint)binding).Options;

    private sealed class AssemblyScriptBinding(AssemblyScriptOptions options) : ImportBinding
    {
        public AssemblyScriptOptions Options { get; } = options;
    }
}
