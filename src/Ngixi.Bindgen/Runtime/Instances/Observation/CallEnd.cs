namespace Ngixi.Bindgen;

/// <summary>The end of a call, for a <see cref="GuestObserver"/>.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Exception">The exception of a call that trapped; null of one that returned, and of an error that the guest handles.</param>
/// <param name="Error">The message of an error that the guest handles (<see cref="WasmErrorsAttribute"/>); otherwise null.</param>
/// <param name="Result">The bits of the result as it is in WebAssembly; null where there is none.</param>
/// <param name="Elapsed">The time that it took, with the calls in it.</param>
/// <param name="BytesRead">The bytes of guest memory that the host read for it, without a result of an export.</param>
/// <param name="BytesWritten">The bytes of guest memory that the host wrote for it; a buffer that it was lent counts whole.</param>
public readonly record struct CallEnd(
    CallOutcome Outcome, Exception? Exception, string? Error, long? Result, TimeSpan Elapsed, long BytesRead, long BytesWritten);

/// <summary>How a call ended.</summary>
public enum CallOutcome
{
    /// <summary>It returned.</summary>
    Returned,

    /// <summary>It returned an error that the guest can handle.</summary>
    Failed,

    /// <summary>It trapped: the guest's instance is not to be called again.</summary>
    Trapped,
}
