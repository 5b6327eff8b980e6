using Ngixi.Hosting.Diagnostics;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>A guest trapped, or a method of the host that it called threw. Its instance is dropped, and what it held is released.</summary>
/// <remarks>Its message has the frames of the guest, as a stack trace has those of C#.</remarks>
public sealed class GuestTrapException : GuestCallException
{
    internal GuestTrapException(
        string module, TrapCode? trap, string message, IReadOnlyList<GuestFrame> frames, Exception innerException)
        : base(module, message + GuestStack.Lines(frames), innerException)
    {
        Trap = trap;
        Frames = frames;
    }

    internal GuestTrapException(GuestFault fault)
        : base(fault) => Trap = fault.Trap;

    /// <summary>
    /// Gets the trap; null where a method of the host threw, whose exception is the inner one, and where an AssemblyScript guest aborted,
    /// which is a <see cref="Bindgen.GuestAbortException"/> there.
    /// </summary>
    public TrapCode? Trap { get; }

    /// <summary>Gets the exception of the host's method; null where the guest itself failed.</summary>
    internal Exception? HostException { get; init; }
}
