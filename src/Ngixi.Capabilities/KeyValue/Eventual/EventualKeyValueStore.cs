using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// Makes writes later, in batches: a put or a delete without a condition is accepted at once, and handed to a store within a window. Every
/// instance in this host sees it meanwhile. The end of the host loses what is not yet handed over.
/// </summary>
/// <remarks>
/// Conditions, increments, batches and lists wait for what was accepted before them. A quota is checked when a write is made: one that is
/// refused then, or that the store could not make for long, is lost. The module's next put or flush says so once, as
/// <see cref="KeyValueError.Lost"/>. The version of a write that is made later is <see cref="KeyValueResult.NotYet"/>. For any number of
/// threads. The store beneath stays the host's, which disposes of it after this.
/// </remarks>
public sealed partial class EventualKeyValueStore : IKeyValueStore, IAsyncDisposable
{
    private readonly IKeyValueStore store;
    private readonly EventualKeyValueOptions options;
    private readonly ILogger logger;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<KeyValueNamespace, Lazy<WriteBuffer>> buffers = new();
    private bool isDisposed;

    /// <summary>Creates the store.</summary>
    /// <param name="store">The store that makes the writes.</param>
    /// <param name="options">How long, and how much, this keeps to itself.</param>
    /// <param name="logger">Where lost writes are written, as warnings; nowhere by default.</param>
    /// <param name="time">The clock of the window; the system's by default.</param>
    public EventualKeyValueStore(
        IKeyValueStore store, EventualKeyValueOptions? options = null, ILogger? logger = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        this.store = store;
        this.options = options ?? EventualKeyValueOptions.Default;
        this.logger = logger ?? NullLogger.Instance;
        this.time = time ?? TimeProvider.System;
        Guarantees = store.Guarantees with
        {
            Consistency = KeyValueConsistency.Eventual,
            LossWindow = store.Guarantees.LossWindow + this.options.LossWindow,
        };
    }

    /// <inheritdoc/>
    public KeyValueGuarantees Guarantees { get; }

    /// <inheritdoc/>
    public async ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken)
    {
        // The store beneath alone knows the version.
        WriteBuffer buffer = BufferOf(space);
        if (buffer.TryFind(key, out _))
        {
            await HandOverAsync(buffer).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return await store.FindAsync(space, key, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> GetAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<byte[]?>(cancellationToken);
        }

        return BufferOf(space).TryFind(key, out BufferedWrite? write)
            ? ValueTask.FromResult<byte[]?>(write.ValueAt(time.GetUtcNow())?.AsSpan().ToArray())
            : store.GetAsync(space, key, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> ExistsAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        return BufferOf(space).TryFind(key, out BufferedWrite? write)
            ? ValueTask.FromResult(write.ValueAt(time.GetUtcNow()) is not null)
            : store.ExistsAsync(space, key, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<KeyValuePage> ListAsync(
        KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken)
    {
        await HandOverAsync(BufferOf(space)).WaitAsync(cancellationToken).ConfigureAwait(false);
        return await store.ListAsync(space, prefix, after, limit, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writes);
        cancellationToken.ThrowIfCancellationRequested();
        WriteBuffer buffer = BufferOf(space);
        buffer.ThrowIfLost();
        if (writes.Count == 1 && ToBuffered(writes[0], quota) is { } write && write.Size <= options.MaxBytes)
        {
            return [await AcceptAsync(buffer, write, cancellationToken).ConfigureAwait(false)];
        }

        return await ApplyInTurnAsync(buffer, quota, writes, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until what was accepted is made by the store beneath.</summary>
    /// <param name="space">The module's namespace.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KeyValueException">
    /// The store cannot make it now, and it will be tried again; or a write was lost: <see cref="KeyValueError.Lost"/>.
    /// </exception>
    public async ValueTask FlushAsync(KeyValueNamespace space, CancellationToken cancellationToken)
    {
        WriteBuffer buffer = BufferOf(space);
        await HandOverAsync(buffer).WaitAsync(cancellationToken).ConfigureAwait(false);
        buffer.ThrowIfLost();
        await store.FlushAsync(space, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Accepts no more, and waits until all that was accepted is made. What the store cannot make is lost, and in the log.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
        {
            return;
        }

        foreach (WriteBuffer buffer in buffers.Values.Select(buffer => buffer.Value))
        {
            buffer.Close();
            await HandOverAndLogAsync(buffer).ConfigureAwait(false);
            foreach (BufferedWrite write in buffer.Depart())
            {
                Lose(buffer, write, "The host ended.");
            }
        }
    }

    private WriteBuffer BufferOf(KeyValueNamespace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return buffers.GetOrAdd(space, space => new Lazy<WriteBuffer>(() =>
        {
            WriteBuffer buffer = new(space, options);
            buffer.Timer = time.CreateTimer(
                _ => _ = HandOverAndLogAsync(buffer), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return buffer;
        })).Value;
    }

    private BufferedWrite? ToBuffered(KeyValueWrite write, KeyValueQuota quota)
    {
        DateTimeOffset now = time.GetUtcNow();
        return write switch
        {
            KeyValueWrite.Put { IfVersion: null } put =>
                new BufferedWrite(put.Key, put.Value.ToArray(), now + put.TimeToLive, quota, now),
            KeyValueWrite.Delete { IfVersion: null } delete => new BufferedWrite(delete.Key, null, null, quota, now),
            _ => null,
        };
    }

    private async ValueTask<KeyValueResult> AcceptAsync(WriteBuffer buffer, BufferedWrite write, CancellationToken cancellationToken)
    {
        if (write.Value is null && !await ExistsAsync(buffer.Space, write.Key, cancellationToken).ConfigureAwait(false))
        {
            return new KeyValueResult(0, 0);
        }

        while (!buffer.TryAdd(write))
        {
            await HandOverAsync(buffer).WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return new KeyValueResult(KeyValueResult.NotYet, 0);
    }

    private async Task<IReadOnlyList<KeyValueResult>> ApplyInTurnAsync(
        WriteBuffer buffer, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = new(options.RetryFor, time);
        await buffer.Turn.WaitAsync(end.Token).ConfigureAwait(false);
        try
        {
            await HandOverInTurnAsync(buffer, end.Token).ConfigureAwait(false);
            buffer.ThrowIfLost();
            return await store.ApplyAsync(buffer.Space, quota, writes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            buffer.Turn.Release();
        }
    }

    /// <summary>Hands over what waits when half of the window is over. What fails is tried again after as long.</summary>
    private async Task HandOverAndLogAsync(WriteBuffer buffer)
    {
        try
        {
            await HandOverAsync(buffer).ConfigureAwait(false);
            buffer.IsFailing = false;
        }
        catch (Exception exception)
        {
            if (!buffer.IsFailing)
            {
                LogFailure(logger, exception, buffer.Space.Module, exception.Message);
            }

            buffer.IsFailing = true;
            buffer.TryAgain();
        }
    }

    /// <summary>Hands over what waits. It does not end with a guest's call: half a write would be made after a later one.</summary>
    private async Task HandOverAsync(WriteBuffer buffer)
    {
        using CancellationTokenSource end = new(options.RetryFor, time);
        await buffer.Turn.WaitAsync(end.Token).ConfigureAwait(false);
        try
        {
            await HandOverInTurnAsync(buffer, end.Token).ConfigureAwait(false);
        }
        finally
        {
            buffer.Turn.Release();
        }
    }

    private async Task HandOverInTurnAsync(WriteBuffer buffer, CancellationToken cancellationToken)
    {
        try
        {
            foreach (BufferedWrite[] batch in Batches(buffer.Depart()))
            {
                await MakeAsync(buffer, batch, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            // It may have been made, or not. To make it again does no harm.
            DateTimeOffset oldest = time.GetUtcNow() - options.RetryFor;
            foreach (BufferedWrite write in buffer.UnderWay().Where(write => write.Accepted <= oldest))
            {
                Lose(buffer, write, exception.Message);
            }

            buffer.ComeBack();
            throw;
        }
    }

    /// <summary>Makes a batch; where the store refuses it as a whole, each write for itself.</summary>
    private async Task MakeAsync(WriteBuffer buffer, BufferedWrite[] batch, CancellationToken cancellationToken)
    {
        try
        {
            KeyValueWrite[] writes = [.. batch.Select(write => write.ToWrite(time.GetUtcNow()))];
            await store.ApplyAsync(buffer.Space, batch[^1].Quota, writes, cancellationToken).ConfigureAwait(false);
        }
        catch (KeyValueException exception) when (exception.Error is not (KeyValueError.Unavailable or KeyValueError.TimedOut))
        {
            if (batch.Length == 1)
            {
                Lose(buffer, batch[0], exception.Message);
                return;
            }

            foreach (BufferedWrite write in batch)
            {
                await MakeAsync(buffer, [write], cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        foreach (BufferedWrite write in batch)
        {
            buffer.Arrive(write);
        }
    }

    private static IEnumerable<BufferedWrite[]> Batches(BufferedWrite[] writes)
    {
        List<BufferedWrite> batch = [];
        long bytes = 0;
        foreach (BufferedWrite write in writes)
        {
            if (batch.Count == KeyValueGrant.MaxBatch || (batch.Count > 0 && bytes + write.Size > KeyValueGrant.MaxBatchBytes))
            {
                yield return [.. batch];
                batch.Clear();
                bytes = 0;
            }

            batch.Add(write);
            bytes += write.Size;
        }

        if (batch.Count > 0)
        {
            yield return [.. batch];
        }
    }

    private void Lose(WriteBuffer buffer, BufferedWrite write, string reason)
    {
        buffer.Arrive(write, reason);
        CapabilityTelemetry.LoseWrite(buffer.Space.Module);
        LogLost(logger, buffer.Space.Module, UntrustedText.Quote(write.Key), reason);
    }

    [LoggerMessage(1, LogLevel.Warning, "A write of the module {Module} was accepted and is lost, of the key {Key}: {Reason}")]
    private static partial void LogLost(ILogger logger, string module, string key, string reason);

    [LoggerMessage(2, LogLevel.Warning, "The writes of the module {Module} cannot be made now: {Reason}")]
    private static partial void LogFailure(ILogger logger, Exception exception, string module, string reason);
}
