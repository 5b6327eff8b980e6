using Microsoft.Extensions.Logging;

namespace Ngixi.Capabilities;

/// <summary>The levels from which on the events of a module are written.</summary>
internal sealed class LogLevels
{
    private readonly Dictionary<string, LogLevel> targets;
    private readonly Dictionary<string, LogLevel>.AlternateLookup<ReadOnlySpan<char>> targetsBySpan;
    private volatile LogLevel minimum;

    public LogLevels(LogGrant grant)
    {
        minimum = grant.MinimumLevel;
        targets = new Dictionary<string, LogLevel>(grant.Targets, StringComparer.Ordinal);
        targetsBySpan = targets.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public LogLevel Minimum
    {
        get => minimum;
        set => minimum = LogGrant.ValidLevel(value);
    }

    /// <summary>Gets the level of a target, by the longest name that is the target or the start of it before a dot.</summary>
    public LogLevel Of(ReadOnlySpan<char> target) => targets.Count == 0 ? minimum : Find(target);

    private LogLevel Find(ReadOnlySpan<char> target)
    {
        for (int length = target.Length; length > 0; length = target[..length].LastIndexOf('.'))
        {
            if (targetsBySpan.TryGetValue(target[..length], out LogLevel level))
            {
                return level;
            }
        }

        return minimum;
    }
}
