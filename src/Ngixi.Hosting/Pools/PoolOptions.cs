namespace Ngixi.Hosting;

/// <summary>How many instances a pool has, and what happens after a failure.</summary>
public sealed record PoolOptions
{
    /// <summary>Gets the instances, and so the calls that run at a time; 8 by default.</summary>
    public int MaxInstances
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 8;

    /// <summary>Gets the calls that wait for one; more are refused as busy. 1,000 by default.</summary>
    public int MaxWaiting
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 1_000;

    /// <summary>
    /// Gets the calls that an instance does before it is replaced by a fresh one: 1 for an instance of its own for each call. No
    /// bound by default, 0.
    /// </summary>
    public int CallsPerInstance
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    }

    /// <summary>Gets what records the instances, each in a file of its own; none by default.</summary>
    public GuestRecorder? Recorder { get; init; }

    /// <summary>Gets what happens after a failure; a fresh instance by default.</summary>
    public FailurePolicy OnFailure { get; init; }

    /// <summary>Gets the time that <see cref="FailurePolicy.Backoff"/> begins with; it doubles up to a minute. 1 s by default.</summary>
    public TimeSpan Backoff
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Supervisor.LongestBackoff);
            field = value;
        }
    } = TimeSpan.FromSeconds(1);

    /// <summary>Gets the failures in a row after which <see cref="FailurePolicy.Quarantine"/> refuses calls; 3 by default.</summary>
    public int FailuresToQuarantine
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 3;
}
