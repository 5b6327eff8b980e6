using Ngixi.Bindgen;
using Ngixi.Hosting.Manifests.Text;
using Ngixi.Hosting.Modules;
using Wasmtime;

namespace Ngixi.Hosting.Diagnostics;

/// <summary>Says why and where a guest ended, from what Wasmtime throws.</summary>
internal static class TrapReader
{
    private const string Cause = "Caused by:";
    private const string TrapPrefix = "wasm trap: ";

    public static GuestTrapException Read(ModuleVersion version, WasmtimeException exception)
    {
        IReadOnlyList<GuestFrame> frames = Frames(version, exception);
        string name = version.Manifest.Name;
        return exception.InnerException switch
        {
            GuestAbortException abort => new GuestTrapException(
                name, null, $"A guest of the module '{name}' aborted: {abort.Message}", frames, abort),
            WasmImportException { IsBadArgument: true } bad => new GuestTrapException(
                name, null, $"A guest of the module '{name}' called the host wrongly: {bad.Message}", frames, bad),
            { } thrown => new GuestTrapException(
                name, null, $"A guest of the module '{name}' was ended by the host: {thrown.Message}", frames, thrown)
            {
                HostException = thrown,
            },
            null => new GuestTrapException(
                name,
                (exception as TrapException)?.Type,
                $"A guest of the module '{name}' trapped: {ReasonOf(exception.Message)}.{MemoryOf(version, frames)}",
                frames,
                exception),
        };
    }

    /// <summary>Gets where a guest was. AssemblyScript's abort says it of the innermost frame, also without a source map.</summary>
    public static IReadOnlyList<GuestFrame> Frames(ModuleVersion version, WasmtimeException exception)
    {
        IReadOnlyList<GuestFrame> frames = version.Sources.FramesOf(exception);
        return exception.InnerException is GuestAbortException { File: { } file } abort && frames is [{ File: null } first, ..]
            ? [first with { File = file, Line = abort.Line, Column = abort.Column }, .. frames.Skip(1)]
            : frames;
    }

    // AssemblyScript traps where its memory does not grow, and says no more.
    private static string MemoryOf(ModuleVersion version, IReadOnlyList<GuestFrame> frames) =>
        frames is [{ Function: "~lib/rt/tlsf/growMemory" }, ..]
            ? $" Its memory may not grow above limits.memory of its manifest, {Units.ShowSize(version.Manifest.Limits.Memory)}."
            : "";

    // Wasmtime's message has the frames, which are told better, and then the cause.
    private static string ReasonOf(string message)
    {
        int cause = message.LastIndexOf(Cause, StringComparison.Ordinal);
        string reason = cause < 0 ? message : message[(cause + Cause.Length)..];
        reason = reason.Trim().TrimEnd('.');
        return reason.StartsWith(TrapPrefix, StringComparison.Ordinal) ? reason[TrapPrefix.Length..] : reason;
    }
}
