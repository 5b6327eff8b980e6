namespace Ngixi.Capabilities;

/// <summary>The clock that the guests of one module may read.</summary>
public sealed record ClockGrant
{
    internal static readonly ClockGrant Default = new();

    /// <summary>Gets the clock. The system's by default; another for tests and reproducible runs.</summary>
    public TimeProvider Time
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = TimeProvider.System;
}
