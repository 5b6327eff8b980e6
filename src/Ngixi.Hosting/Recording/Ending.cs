using Ngixi.Hosting.Recording.Format;
using Wasmtime;

namespace Ngixi.Hosting.Recording;

/// <summary>Tells how a call of a guest ended, in the record and in its replay alike.</summary>
internal static class Ending
{
    /// <summary>Tells what an exception of a call means.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="isStopped">Whether the guest's time was over.</param>
    public static EventOutcome Of(Exception exception, bool isStopped) => exception switch
    {
        WasmtimeException { InnerException: TimeoutException } when isStopped => EventOutcome.Stopped,
        TrapException { InnerException: null } => EventOutcome.Trapped,
        _ => EventOutcome.HostFailed,
    };

    /// <summary>Gets the trap as text.</summary>
    public static string TrapOf(TrapException exception) => exception.Type.ToString();
}
