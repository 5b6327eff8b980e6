namespace Ngixi.Hosting;

/// <summary>How a module is replaced.</summary>
public sealed record ReplaceOptions
{
    /// <summary>Gets the source map of the new version; by default that of the file beside the manifest's.</summary>
    public ReadOnlyMemory<byte> SourceMap { get; init; }

    /// <summary>
    /// Gets what an instance of the new version must do before others are made of it: <c>guest =&gt; guest.Instance.GetPlugin().Ping()</c>.
    /// What it throws rolls back. None by default: it is enough that an instance starts.
    /// </summary>
    public Action<GuestInstance>? Check { get; init; }

    /// <summary>
    /// Gets the time that calls and instances of the version before have to end, from the switch on; 30 s by default. What is left of them
    /// then is ended.
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(30);
}
