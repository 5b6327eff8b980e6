namespace Ngixi.Capabilities.Redis;

/// <summary>When a server keeps a write on its disk.</summary>
public enum RedisPersistence
{
    /// <summary>Never, or in snapshots: what came after the last one is gone when the server ends.</summary>
    None = 0,

    /// <summary>At most about a second later: <c>appendonly yes</c> with <c>appendfsync everysec</c> or <c>no</c>.</summary>
    EverySecond = 1,

    /// <summary>Before it answers: <c>appendonly yes</c> with <c>appendfsync always</c>.</summary>
    Always = 2,
}
