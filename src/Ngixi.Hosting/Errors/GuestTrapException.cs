using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>A guest trapped, or a method of the host that it called threw. Its instance is dropped, and what it held is released.</summary>
public sealed class GuestTrapException : GuestCallException
{
    internal GuestTrapException(string module, TrapCode? trap, string message, Exception innerException)
        : base(module, message, innerException) => Trap = trap;

    internal GuestTrapException(GuestFault fault)
        : base(fault) => Trap = fault.Trap;

    /// <summary>Gets the trap; null where a method of the host threw, whose exception is the inner one.</summary>
    public TrapCode? Trap { get; }
}
