using Ngixi.Capabilities;

namespace Ngixi.Benchmarks.Contract;

/// <content>Values, of which the guest uses two methods.</content>
internal sealed partial class QuickstartHost : IKeyValue
{
    private const string Unused = "The quickstart's guest uses kv_get and kv_set alone.";

    private readonly Dictionary<string, byte[]> values = [];

    public byte[]? Get(string key)
    {
        Calls++;
        return values.GetValueOrDefault(key);
    }

    public void Set(string key, ReadOnlySpan<byte> value)
    {
        Calls++;
        values[key] = value.ToArray();
    }

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult(Get(key));

    public ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, CancellationToken cancellationToken)
    {
        Set(key, value.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask<ulong> PutAsync(
        string key, ReadOnlyMemory<byte> value, TimeSpan? timeToLive, ulong? ifVersion, CancellationToken cancellationToken) =>
        throw new NotSupportedException(Unused);

    public ValueTask<KeyValueEntry?> FindAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException(Unused);

    public ValueTask<IReadOnlyList<KeyValueEntry?>> FindManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        throw new NotSupportedException(Unused);

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken) => throw new NotSupportedException(Unused);

    public ValueTask<bool> DeleteAsync(string key, ulong? ifVersion, CancellationToken cancellationToken) =>
        throw new NotSupportedException(Unused);

    public ValueTask<long> IncrementAsync(string key, long by, TimeSpan? timeToLive, CancellationToken cancellationToken) =>
        throw new NotSupportedException(Unused);

    public ValueTask<KeyValuePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException(Unused);

    public ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken) => throw new NotSupportedException(Unused);

    public ValueTask FlushAsync(CancellationToken cancellationToken) => throw new NotSupportedException(Unused);

    public KeyValueGuarantees Describe() => throw new NotSupportedException(Unused);
}
