namespace Ngixi.Hosting;

/// <summary>What an audit has, and how it is kept.</summary>
public sealed record AuditOptions
{
    /// <summary>Gets whether each call has a line, with its imports and its cost. False by default: failed ones alone have.</summary>
    public bool Calls { get; init; }

    /// <summary>Gets what happens while a line cannot be written; by default no instance starts.</summary>
    public AuditFailurePolicy OnFailure { get; init; }

    /// <summary>Gets the bytes of a file, after which the next begins; 64 MiB by default, 4 KiB at least.</summary>
    public long MaxFileBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Gets the age of a file's first line, after which the next file begins; a day by default.</summary>
    public TimeSpan MaxFileAge { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Gets how often lines are brought to the disk, for a machine that loses its power; 250 ms by default. A process that is killed loses
    /// none that were written.
    /// </summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Gets the lines after which there is an anchor; 1,000 by default. There is one at the end, too.</summary>
    public int AnchorEvery { get; init; } = 1_000;

    /// <summary>Gets the time after which lines have an anchor, though they are fewer; a minute by default.</summary>
    public TimeSpan AnchorInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Gets the file of the anchors; by default that of the audit with <c>.anchors</c> behind its name, and none for an audit that is no
    /// file. It shows most where those who can write the audit cannot write it.
    /// </summary>
    public string? AnchorFile { get; init; }

    /// <summary>Gets what each anchor is handed to, as a line of JSON; nothing by default. It has to end before the next.</summary>
    public Action<string>? Anchored { get; init; }

    /// <summary>Gets the key that anchors are signed with; they are not signed by default. It stays the caller's.</summary>
    public AuditKey? Key { get; init; }

    /// <summary>
    /// Gets the denials of one kind and module that are written in an interval, and the failed calls of one kind; 20 by default. Guests may
    /// make millions: the others are counted, and their number has a line.
    /// </summary>
    public int FloodLimit { get; init; } = 20;

    /// <summary>Gets the interval in which they are counted; a minute by default.</summary>
    public TimeSpan FloodInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets the clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal AuditOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFileBytes, 4 * 1024);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxFileAge, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FlushInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(AnchorEvery);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(AnchorInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(FloodLimit);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FloodInterval, TimeSpan.Zero);
        if (Key is { CanSign: false })
        {
            throw new ArgumentException("The key of the audit's anchors is a public one, which signs nothing.", nameof(Key));
        }

        return this;
    }
}
