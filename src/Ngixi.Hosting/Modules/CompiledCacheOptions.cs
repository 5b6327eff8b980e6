namespace Ngixi.Hosting;

/// <summary>How a <see cref="CompiledCache"/> is kept.</summary>
public sealed record CompiledCacheOptions
{
    /// <summary>Gets the key that the cache's files are signed with, of 32 bytes or more. Keep it as you keep a password.</summary>
    public ReadOnlyMemory<byte> Key { get; init; }

    /// <summary>
    /// Gets the file of the key, which is made if it does not exist. Only this user may be able to read it (mode 0600), and it is best
    /// kept outside the cache's directory. Without a key and a file the key is random, and nothing is used after the process ended.
    /// </summary>
    public string? KeyFile { get; init; }

    /// <summary>Gets the bytes of all files; 1 GiB by default. Those that were used the longest time ago make room for others.</summary>
    public long MaxBytes { get; init; } = 1024 * 1024 * 1024;
}
