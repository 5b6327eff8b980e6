using System.Globalization;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis;

/// <summary>The names of what a namespace has on the server. The text in braces puts all of it into one slot of a cluster.</summary>
internal readonly struct KeyValueKeys(string keyPrefix, KeyValueNamespace space)
{
    private readonly string start = $"{keyPrefix}:kv:{{{space}}}:";

    public RedisKey Rows => start + "rows";

    public RedisKey Order => start + "order";

    public RedisKey Value(string key) => string.Concat(start, "v:", key);

    /// <summary>Gets the name of a value that was sent, and is not put yet.</summary>
    public RedisKey Sent(string store, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{start}sent:{store}-{number}");
}
