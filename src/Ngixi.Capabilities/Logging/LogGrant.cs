using Microsoft.Extensions.Logging;

namespace Ngixi.Capabilities;

/// <summary>What the guests of one module may write to the log.</summary>
public sealed record LogGrant
{
    internal const int MaxMessageBytes = 64 * 1024;
    internal const int MaxTargetBytes = 512;
    internal const int MaxPropertiesPassed = 256;

    internal static readonly LogGrant Default = new();

    /// <summary>
    /// Gets the level below which nothing is written, at first: <see cref="GuestLog.MinimumLevel"/> changes it.
    /// <see cref="LogLevel.Information"/> by default.
    /// </summary>
    public LogLevel MinimumLevel { get; init => field = ValidLevel(value); } = LogLevel.Information;

    /// <summary>
    /// Gets levels of targets, in place of <see cref="MinimumLevel"/>. The name <c>http</c> is for the targets <c>http</c> and
    /// <c>http.client</c>; the longest name that fits counts. None by default.
    /// </summary>
    public IReadOnlyDictionary<string, LogLevel> Targets
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (LogLevel level in value.Values)
            {
                ValidLevel(level);
            }

            field = value;
        }
    } = new Dictionary<string, LogLevel>();

    /// <summary>
    /// Gets the UTF-16 code units of a message, after which it is cut; escaping makes each six at most. 4,096 by default: 8 KiB.
    /// </summary>
    public int MaxMessageLength { get; init => field = Limit.Between(1, MaxMessageBytes, value); } = 4_096;

    /// <summary>Gets the properties that an event has at most; more are dropped, and counted in the event. 32 by default.</summary>
    public int MaxProperties { get; init => field = Limit.Between(0, MaxPropertiesPassed, value); } = 32;

    /// <summary>
    /// Gets the levels of objects in a JSON message whose members become properties; what is deeper stays JSON. 4 by default, 16 at
    /// most.
    /// </summary>
    public int MaxDepth { get; init => field = Limit.Between(1, 16, value); } = 4;

    /// <summary>Gets the UTF-16 code units of a property's name, after which it is cut. 128 by default.</summary>
    public int MaxKeyLength { get; init => field = Limit.AtLeast(1, value); } = 128;

    /// <summary>Gets the UTF-16 code units of a property's text, after which it is cut. 1,024 by default.</summary>
    public int MaxValueLength { get; init => field = Limit.AtLeast(1, value); } = 1_024;

    /// <summary>
    /// Gets the lines that all instances of the module write in a second together; more are dropped and counted. 1,000 by default.
    /// </summary>
    public int MaxLinesPerSecond { get; init => field = Limit.AtLeast(0, value); } = 1_000;

    /// <summary>
    /// Gets the bytes that all instances of the module write in a second together: of messages, targets and properties in UTF-16,
    /// before they are escaped. More are dropped and counted. 524,288 (512 KiB) by default.
    /// </summary>
    public int MaxBytesPerSecond { get; init => field = Limit.AtLeast(0, value); } = 512 * 1024;

    internal static LogLevel ValidLevel(LogLevel level) => level is >= LogLevel.Trace and <= LogLevel.None
        ? level
        : throw new ArgumentOutOfRangeException(nameof(level), level, "It is a level from Trace to None.");
}
