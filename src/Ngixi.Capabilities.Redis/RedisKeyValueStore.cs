using System.Globalization;
using System.Text;
using Ngixi.Bindgen;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis;

/// <summary>
/// Keeps values in Redis, where hosts on several machines share them. All of a namespace is in one slot: a cluster spreads namespaces,
/// not the keys of one.
/// </summary>
/// <remarks>
/// The server's clock decides what expired. The client sends nothing twice: where the connection ends in the middle of a write, the guest
/// gets <see cref="KeyValueError.Unavailable"/>, and the write was made once or not at all.
/// </remarks>
public sealed class RedisKeyValueStore : IKeyValueStore
{
    private static readonly RedisScript find = new("kv-find.lua");
    private static readonly RedisScript list = new("kv-list.lua");
    private static readonly RedisScript apply = new("kv-apply.lua");
    private static readonly RedisScript put = new("kv-put.lua", "kv-apply.lua");

    /// <summary>The bytes from which a value is sent before the script: a script takes longer for each byte of its arguments.</summary>
    private const int LargeBytes = 4 * 1024;

    /// <summary>How long a value that was sent is kept where no script came after it.</summary>
    private static readonly TimeSpan sentTime = TimeSpan.FromMinutes(1);

    private readonly RedisBackend redis;
    private readonly string name = Guid.NewGuid().ToString("N");
    private long sent;

    private RedisKeyValueStore(RedisBackend redis)
    {
        this.redis = redis;
        Guarantees = new KeyValueGuarantees(
            KeyValueConsistency.Strong,
            SurvivesExit: true,
            redis.SurvivesPowerLoss,
            IsShared: true,
            LossWindow: TimeSpan.Zero);
    }

    /// <summary>
    /// Gets what the store promises, as the servers were set when it was created. A failover to a replica may still lose writes.
    /// </summary>
    public KeyValueGuarantees Guarantees { get; }

    /// <summary>Creates a store, after asking each primary whether it does what the store needs.</summary>
    /// <param name="connection">The connection, which stays the host's.</param>
    /// <param name="options">How Redis is used; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">A server cannot keep what the store promises. The message names the setting.</exception>
    /// <exception cref="KeyValueException">No primary answers.</exception>
    public static async Task<RedisKeyValueStore> CreateAsync(
        IConnectionMultiplexer connection, RedisStoreOptions? options = null, CancellationToken cancellationToken = default) =>
        new(await RedisBackend.OpenAsync(
            connection,
            options,
            static (fault, cause) => new KeyValueException(
                fault.HasTimedOut ? KeyValueError.TimedOut : KeyValueError.Unavailable, fault.Message, cause),
            cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask<byte[]?> GetAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken = default) =>
        await redis.WaitAsync(
            redis.Database.StringGetAsync(Keys(space, cancellationToken).Value(key), CommandFlags.DemandMaster), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> ExistsAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken = default) =>
        await redis.WaitAsync(
            redis.Database.KeyExistsAsync(Keys(space, cancellationToken).Value(key), CommandFlags.DemandMaster), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken = default)
    {
        KeyValueKeys keys = Keys(space, cancellationToken);
        RedisResult found = await redis.RunAsync(find, [keys.Value(key), keys.Rows], [key], cancellationToken)
            .ConfigureAwait(false);
        if (found.IsNull)
        {
            return null;
        }

        long milliseconds = (long)found[2];
        return new KeyValueEntry((byte[])found[0]!, Version(found[1]), milliseconds == 0 ? null : TimeSpan.FromMilliseconds(milliseconds));
    }

    /// <inheritdoc/>
    public async ValueTask<KeyValuePage> ListAsync(
        KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        KeyValueKeys keys = Keys(space, cancellationToken);
        bool isAfterPrefix = after is not null && KeyValueOrder.Instance.Compare(after, prefix) >= 0;
        RedisValue minimum = isAfterPrefix ? "(" + after : "[" + prefix;
        RedisValue[] bounds = [minimum, EndOf(prefix), limit, KeyValueGrant.MaxPageBytes];
        RedisResult found = await redis.RunAsync(list, [keys.Order, keys.Rows], bounds, cancellationToken)
            .ConfigureAwait(false);
        string[] page = (string[])found[0]!;
        return new KeyValuePage(page, (int)found[1] == 1 ? page[^1] : null);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(quota);
        ArgumentNullException.ThrowIfNull(writes);
        KeyValueKeys keys = Keys(space, cancellationToken);
        RedisResult answer;
        if (writes is [KeyValueWrite.Put { TimeToLive: null, IfVersion: null } lone])
        {
            answer = await PutAsync(keys, quota, lone, cancellationToken).ConfigureAwait(false);
            if (answer.Resp2Type == ResultType.Integer)
            {
                return [new KeyValueResult((ulong)answer, 0)];
            }
        }
        else
        {
            RedisValue[] arguments = [quota.MaxKeys, quota.MaxBytes, .. writes.SelectMany(Arguments)];
            answer = await redis.RunAsync(apply, [keys.Rows], arguments, cancellationToken).ConfigureAwait(false);
        }

        return (int)answer[0] == 0
            ? [.. writes.Select((_, index) => new KeyValueResult(Version(answer[(2 * index) + 1]), (long)answer[(2 * index) + 2]))]
            : throw Refusal(answer, quota);
    }

    private static RedisValue[] Arguments(KeyValueWrite write) => write switch
    {
        // The value is copied: a wait that was cancelled leaves the client with it, and the memory is the guest's again.
        KeyValueWrite.Put put => ["put", put.Key, put.Value.ToArray(), Milliseconds(put.TimeToLive), Version(put.IfVersion)],
        KeyValueWrite.Delete delete => ["delete", delete.Key, "", "", Version(delete.IfVersion)],
        KeyValueWrite.Increment increment => ["increment", increment.Key, increment.By, Milliseconds(increment.TimeToLive), ""],
        KeyValueWrite.Require require => ["require", require.Key, "", "", Version(require.Version)],
        _ => throw new ArgumentException($"{write} is no write that the store knows.", nameof(write)),
    };

    private static RedisValue Milliseconds(TimeSpan? time) =>
        time is { } given ? (long)Math.Ceiling(given.TotalMilliseconds) : RedisValue.EmptyString;

    private static RedisValue Version(ulong? version) =>
        version is { } given ? given.ToString(CultureInfo.InvariantCulture) : RedisValue.EmptyString;

    private static ulong Version(RedisResult version) => ulong.Parse((string)version!, CultureInfo.InvariantCulture);

    /// <summary>The bound that is above all keys with a prefix, and below all others: no UTF-8 has the byte 255.</summary>
    private static RedisValue EndOf(string prefix) => (byte[])[(byte)'(', .. Encoding.UTF8.GetBytes(prefix), 0xFF];

    private static KeyValueException Refusal(RedisResult answer, KeyValueQuota quota)
    {
        KeyValueError error = (KeyValueError)(int)answer[0];
        string about = (string)answer[1]!;
        return new KeyValueException(error, error switch
        {
            KeyValueError.VersionMismatch => $"The key {UntrustedText.Quote(about)} has the version {answer[2]}, not {answer[3]}.",
            KeyValueError.NotANumber => $"The value of {UntrustedText.Quote(about)} is no decimal number of 64 bits.",
            KeyValueError.NumberOverflow => $"{answer[2]} and {answer[3]} do not fit into 64 bits.",
            _ => $"{about} keys and {answer[2]} bytes are more than {quota.MaxKeys} and {quota.MaxBytes}.",
        });
    }

    private Task<RedisResult> PutAsync(
        KeyValueKeys keys, KeyValueQuota quota, KeyValueWrite.Put write, CancellationToken cancellationToken)
    {
        RedisValue[] arguments = [quota.MaxKeys, quota.MaxBytes, .. Arguments(write)];
        return write.Value.Length < LargeBytes
            ? redis.RunAsync(put, [keys.Rows], arguments, cancellationToken)
            : PutLargeAsync(keys, arguments, write.Value.Length, cancellationToken);
    }

    /// <summary>Sends the value as a key of its own, which the script gives its name. Both are on their way at the same time.</summary>
    private async Task<RedisResult> PutLargeAsync(
        KeyValueKeys keys, RedisValue[] arguments, int bytes, CancellationToken cancellationToken)
    {
        const int Value = 4; // The place of the value among the arguments.
        RedisKey key = keys.Sent(name, Interlocked.Increment(ref sent));
        CommandFlags flags = CommandFlags.FireAndForget | CommandFlags.DemandMaster;
        _ = redis.Database.StringSetAsync(key, arguments[Value], sentTime, When.Always, flags);
        RedisValue[] withKey = [.. arguments, (byte[])key!];
        withKey[Value] = bytes;
        RedisResult answer = await redis.RunAsync(put, [keys.Rows], withKey, cancellationToken).ConfigureAwait(false);

        // It was refused, or went to another server than the script, and nothing was written: this says why, or does it.
        return answer.IsNull ? await redis.RunAsync(put, [keys.Rows], arguments, cancellationToken).ConfigureAwait(false) : answer;
    }

    private KeyValueKeys Keys(KeyValueNamespace space, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new KeyValueKeys(redis.KeyPrefix, space);
    }
}
