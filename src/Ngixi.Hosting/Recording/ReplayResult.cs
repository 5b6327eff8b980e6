namespace Ngixi.Hosting;

/// <summary>What a replay did. All of it was as recorded.</summary>
public sealed record ReplayResult
{
    /// <summary>Gets the name of the module.</summary>
    public required string Module { get; init; }

    /// <summary>Gets the calls of exports.</summary>
    public required long ExportCalls { get; init; }

    /// <summary>Gets the calls of imports, which the recording answered.</summary>
    public required long ImportCalls { get; init; }

    /// <summary>Gets the bytes that the guest handed out, and which were compared.</summary>
    public required long BytesCompared { get; init; }

    /// <summary>Gets the bytes of the recording that were written into the guest.</summary>
    public required long BytesWritten { get; init; }

    /// <summary>Gets the calls that trapped, or were ended at a deadline, as they were recorded.</summary>
    public required long FailedCalls { get; init; }

    /// <summary>
    /// Gets whether the guest's memory was compared at the end. It is not after a trap or a deadline, of another build of the module, and
    /// where the recording ended before the instance.
    /// </summary>
    public required bool IsMemoryCompared { get; init; }

    /// <summary>Gets why the recording ended before its instance did; null where it did not.</summary>
    public string? CutReason { get; init; }

    /// <summary>Says it in one line.</summary>
    /// <returns>The line.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{Module}: {ExportCalls:N0} calls of exports and {ImportCalls:N0} of imports were as recorded; ")
        + FormattableString.Invariant($"{BytesCompared:N0} bytes compared, {BytesWritten:N0} written, {FailedCalls:N0} calls failed; ")
        + (IsMemoryCompared ? "the memory is the same at the end." : "the memory at the end was not compared.")
        + (CutReason is null ? "" : $" The recording ended before the instance: {CutReason}");
}
