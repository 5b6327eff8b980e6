using System.Buffers;

namespace Ngixi.Capabilities.Redis;

/// <summary>How a store uses its Redis.</summary>
public sealed record RedisStoreOptions
{
    private static readonly SearchValues<char> prefixCharacters =
        SearchValues.Create("-._:0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    internal static readonly RedisStoreOptions Default = new();

    /// <summary>
    /// Gets what the store's keys and channels begin with, apart from those of other programs: 1 to 64 ASCII letters, digits and
    /// <c>-._:</c>; <c>ngixi</c> by default. Stores with the same prefix on the same Redis have the same values.
    /// </summary>
    public string KeyPrefix { get; init => field = Check(value); } = "ngixi";

    /// <summary>
    /// Gets the persistence that each primary must have, or the store refuses to start; <see cref="RedisPersistence.EverySecond"/> by
    /// default.
    /// </summary>
    public RedisPersistence MinimumPersistence { get; init; } = RedisPersistence.EverySecond;

    private static string Check(string value) =>
        value is { Length: > 0 and <= 64 } && !value.AsSpan().ContainsAnyExcept(prefixCharacters)
            ? value
            : throw new ArgumentException($"{nameof(KeyPrefix)} has 1 to 64 ASCII letters, digits and -._:", nameof(value));
}
