using System.Globalization;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What one instance keeps: checked, counted, and ended in time, before and while a store has it.</summary>
internal sealed class InstanceKeyValue(GuestKeyValue keyValue, GuestContext context) : IKeyValue
{
    private const int FoundAtOnce = 16;

    private CancellationTokenSource? spare;
    private long call = -1;
    private int operations;

    private KeyValueGrant Grant => keyValue.Grant;

    private IKeyValueStore Store => keyValue.Store;

    private KeyValueNamespace Space => keyValue.Space;

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(() => KeyValueChecks.Key(key), token => Store.GetAsync(Space, key, token), cancellationToken);

    public async ValueTask SetAsync(string key, ReadOnlyMemory<byte> value, CancellationToken cancellationToken) =>
        await WriteAsync([new KeyValueWrite.Put(key, value, null, null)], cancellationToken).ConfigureAwait(false);

    public async ValueTask<ulong> PutAsync(
        string key, ReadOnlyMemory<byte> value, TimeSpan? timeToLive, ulong? ifVersion, CancellationToken cancellationToken) =>
        (await WriteOneAsync(new KeyValueWrite.Put(key, value, timeToLive, ifVersion), cancellationToken).ConfigureAwait(false)).Version;

    public ValueTask<KeyValueEntry?> FindAsync(string key, CancellationToken cancellationToken) => KeyValueErrors.ForGuestAsync(
        RunAsync(() => KeyValueChecks.Key(key), token => Store.FindAsync(Space, key, token), cancellationToken));

    public ValueTask<IReadOnlyList<KeyValueEntry?>> FindManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        KeyValueErrors.ForGuestAsync(RunAsync(() => KeyValueChecks.Keys(keys), token => FindEachAsync(keys, token), cancellationToken));

    public ValueTask<bool> ExistsAsync(string key, CancellationToken cancellationToken) => KeyValueErrors.ForGuestAsync(
        RunAsync(() => KeyValueChecks.Key(key), token => Store.ExistsAsync(Space, key, token), cancellationToken));

    public async ValueTask<bool> DeleteAsync(string key, ulong? ifVersion, CancellationToken cancellationToken) =>
        (await WriteOneAsync(new KeyValueWrite.Delete(key, ifVersion), cancellationToken).ConfigureAwait(false)).Version > 0;

    public async ValueTask<long> IncrementAsync(string key, long by, TimeSpan? timeToLive, CancellationToken cancellationToken) =>
        (await WriteOneAsync(new KeyValueWrite.Increment(key, by, timeToLive), cancellationToken).ConfigureAwait(false)).Number;

    public ValueTask<KeyValuePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        KeyValueErrors.ForGuestAsync(RunAsync(
            () => KeyValueChecks.Page(prefix, after, limit),
            token => Store.ListAsync(Space, prefix, after, limit, token),
            cancellationToken));

    public ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken) =>
        KeyValueErrors.ForGuestAsync(WriteAsync(writes, cancellationToken));

    public async ValueTask FlushAsync(CancellationToken cancellationToken) =>
        await KeyValueErrors.ForGuestAsync(RunAsync(() => 1, FlushStoreAsync, cancellationToken)).ConfigureAwait(false);

    public KeyValueGuarantees Describe() => Store.Guarantees;

    private async ValueTask<KeyValueResult> WriteOneAsync(KeyValueWrite write, CancellationToken cancellationToken) =>
        (await KeyValueErrors.ForGuestAsync(WriteAsync([write], cancellationToken)).ConfigureAwait(false))[0];

    private ValueTask<IReadOnlyList<KeyValueResult>> WriteAsync(
        IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken)
    {
        KeyValueWrite[] taken = [];
        return RunAsync(
            () => (taken = KeyValueChecks.Writes(Grant, writes)).Length,
            token => Store.ApplyAsync(Space, Grant.Quota, taken, token),
            cancellationToken);
    }

    /// <summary>Finds some at a time: the host never holds more than those beside what the guest may get.</summary>
    private async ValueTask<IReadOnlyList<KeyValueEntry?>> FindEachAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        List<KeyValueEntry?> entries = new(keys.Count);
        foreach (string[] some in keys.Chunk(FoundAtOnce))
        {
            Task<KeyValueEntry?>[] found = [.. some.Select(key => Store.FindAsync(Space, key, cancellationToken).AsTask())];
            entries.AddRange(await Task.WhenAll(found).ConfigureAwait(false));
            KeyValueChecks.Together(Grant, entries.Sum(entry => (long)(entry?.Value.Length ?? 0)));
        }

        return entries;
    }

    private async ValueTask<bool> FlushStoreAsync(CancellationToken cancellationToken)
    {
        await Store.FlushAsync(Space, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Runs operations of the store.</summary>
    /// <typeparam name="T">The result.</typeparam>
    /// <param name="check">Checks what the guest passed, and counts the operations.</param>
    /// <param name="work">The operations.</param>
    /// <param name="cancellationToken">The guest's call.</param>
    /// <exception cref="KeyValueException">Why it came to nothing, which is in the host's log.</exception>
    private async ValueTask<T> RunAsync<T>(
        Func<int> check, Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        TimeSpan timeout = Timeout();
        CancellationTokenSource end = Begin(timeout);
        try
        {
            using CancellationTokenRegistration call = cancellationToken.UnsafeRegister(
                static end => ((CancellationTokenSource)end!).Cancel(), end);
            Take(check());
            ValueTask<T> task = work(end.Token);

            // A store that does not heed the token goes on by itself.
            return task.IsCompleted
                ? await task.ConfigureAwait(false)
                : await task.AsTask().WaitAsync(end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException exception) when (end.IsCancellationRequested)
        {
            throw Report(new KeyValueException(
                KeyValueError.TimedOut, Invariant($"The store took more than {timeout.TotalSeconds} s."), exception));
        }
        catch (Exception exception)
        {
            throw Report(exception as KeyValueException ?? new KeyValueException(
                KeyValueError.Unavailable, $"The store threw {exception.GetType().Name}: {exception.Message}", exception));
        }
        finally
        {
            Keep(end);
        }
    }

    /// <summary>
    /// Begins the time of an operation. The source is that of the last one: a new one, with its timer, costs as much as a read.
    /// </summary>
    private CancellationTokenSource Begin(TimeSpan timeout)
    {
        CancellationTokenSource end = Interlocked.Exchange(ref spare, null)
            ?? new CancellationTokenSource(System.Threading.Timeout.InfiniteTimeSpan, keyValue.Time);
        end.CancelAfter(timeout);
        return end;
    }

    private void Keep(CancellationTokenSource end)
    {
        if (!end.TryReset() || Interlocked.CompareExchange(ref spare, end, null) is not null)
        {
            end.Dispose();
        }
    }

    /// <summary>Counts the operations of a call from 0 when the host made another, and those of the module by the second.</summary>
    private void Take(int count)
    {
        if (call != context.CallNumber)
        {
            call = context.CallNumber;
            operations = 0;
        }

        if (operations > Grant.MaxOperationsPerCall - count)
        {
            throw KeyValueChecks.Refusal(
                KeyValueError.LimitReached,
                Invariant($"{count} more operations"),
                Invariant($"There were {operations} of {Grant.MaxOperationsPerCall} in the call"),
                $"{nameof(KeyValueGrant.MaxOperationsPerCall)} = …");
        }

        if (!keyValue.Rate.TryTake(count))
        {
            throw KeyValueChecks.Refusal(
                KeyValueError.LimitReached,
                Invariant($"{count} more operations"),
                Invariant($"There were more than {Grant.MaxOperationsPerSecond} in a second, and {Grant.MaxBurst} at once"),
                $"{nameof(KeyValueGrant.MaxOperationsPerSecond)} = …, {nameof(KeyValueGrant.MaxBurst)} = …");
        }

        operations += count;
    }

    /// <summary>An operation ends with the call that made it, at the latest. The call's token ends it if no time is left.</summary>
    private TimeSpan Timeout()
    {
        TimeSpan left = context.TimeLeft;
        return left > TimeSpan.Zero && left < Grant.Timeout ? left : Grant.Timeout;
    }

    /// <summary>Writes to the host's log what it has to know of.</summary>
    private KeyValueException Report(KeyValueException exception)
    {
        if (exception.Error == KeyValueError.QuotaExceeded)
        {
            exception = KeyValueChecks.Refusal(
                exception.Error, "a write", exception.Message.TrimEnd('.'), "Quota = new() { MaxKeys = …, MaxBytes = … }", exception);
        }

        if (exception.Denial is { } denial)
        {
            keyValue.Denials?.Write(denial);
        }
        else if (exception.Error is KeyValueError.TimedOut or KeyValueError.Unavailable or KeyValueError.Lost)
        {
            keyValue.Denials?.WriteFailure("key-value", exception);
        }

        return exception;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
