using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Ngixi.Hosting.Running;

namespace Ngixi.Hosting.Keyed;

/// <summary>The guest of one key, and the calls that wait for it. It has an instance from its first call until it is released.</summary>
internal sealed class KeyedGuest(KeyedKind kind, string key)
{
    private readonly Lock gate = new();
    private Queue<KeyedCall>? waiting;
    private bool isRunning;
    private TaskCompletionSource? ended;
    private long lastUsed;

    // Of the one that runs, below.
    private GuestInstance? instance;
    private SavedState saved;

    public string Key => key;

    /// <summary>Gets the end of a guest that takes no more calls.</summary>
    public Task Ended => ended!.Task;

    /// <summary>Takes a call.</summary>
    /// <returns>False where the guest takes no more: wait for its end, and ask for another.</returns>
    /// <exception cref="GuestBusyException">Too many wait.</exception>
    public bool TryCall(KeyedCall call)
    {
        lock (gate)
        {
            if (ended is not null)
            {
                return false;
            }

            RequireRoom();

            if (isRunning)
            {
                (waiting ??= []).Enqueue(call);
                return true;
            }

            isRunning = true;
        }

        _ = RunAsync(call);
        return true;
    }

    /// <summary>Releases the guest where it is idle for long enough.</summary>
    /// <returns>Whether it takes no more calls.</returns>
    public bool TryRetire(long now)
    {
        lock (gate)
        {
            if (isRunning || ended is not null || kind.Time.GetElapsedTime(lastUsed, now) < kind.Options.IdleTime)
            {
                return ended is not null;
            }

            ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            isRunning = true;
        }

        _ = RunAsync(null);
        return true;
    }

    /// <summary>
    /// Releases the guest where it is idle and its module was replaced, so that its state is kept before its instance is ended. One that
    /// runs does so when it is done.
    /// </summary>
    public void RetireOutdated()
    {
        lock (gate)
        {
            if (isRunning || instance is not { IsOutdated: true })
            {
                return;
            }

            ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            isRunning = true;
        }

        _ = RunAsync(null);
    }

    /// <summary>Ends the guest after the calls that it has.</summary>
    public Task StopAsync()
    {
        bool isIdle;
        lock (gate)
        {
            ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            isIdle = !isRunning;
            isRunning = true;
        }

        if (isIdle)
        {
            _ = RunAsync(null);
        }

        return ended.Task;
    }

    private void RequireRoom()
    {
        if (waiting is null || waiting.Count < kind.Options.MaxWaiting)
        {
            return;
        }

        ILookup<bool, KeyedCall> calls = waiting.ToLookup(other => other.IsWaiting);
        foreach (KeyedCall givenUp in calls[false])
        {
            givenUp.End();
        }

        waiting = new Queue<KeyedCall>(calls[true]);
        if (waiting.Count >= kind.Options.MaxWaiting)
        {
            throw new GuestBusyException(
                kind.Module.Name, "waiting", $"{waiting.Count:N0} calls wait for the key {UntrustedText.Quote(key)}. Call again later.");
        }
    }

    // One runs at a time. It never fails: what fails is a call.
    private async Task RunAsync(KeyedCall? call)
    {
        while (call is not null)
        {
            if (call.TryBegin())
            {
                await call.InContextAsync(AnswerAsync).ConfigureAwait(false);
            }
            else
            {
                call.End();
            }

            lock (gate)
            {
                if (waiting is null || !waiting.TryDequeue(out call))
                {
                    // A queue has room for as many calls as once waited; most guests have none that wait.
                    waiting = null;
                    call = null;
                    lastUsed = kind.Time.GetTimestamp();
                    if (instance is { IsOutdated: true })
                    {
                        ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    }

                    if (ended is null)
                    {
                        isRunning = false;
                        return;
                    }
                }
            }
        }

        await ReleaseAsync().ConfigureAwait(false);
        kind.Remove(this);
        ended!.SetResult();
    }

    private async Task AnswerAsync(KeyedCall call)
    {
        try
        {
            bool savesNow = kind.Options.State == GuestState.SavedBeforeAnswer;
            GuestInstance guest = await LiveAsync(call.Deadline).ConfigureAwait(false);
            (ReadOnlyMemory<byte> result, byte[]? state) = await CallAsync(
                guest,
                it => (kind.Service.Serve(it.Instance, call.Request), savesNow ? it.Instance.GetSavedState().Save() : null),
                call.Deadline).ConfigureAwait(false);
            if (state is not null)
            {
                saved = await kind.States!.SaveAsync(key, state, saved, call.Deadline.Cancellation).ConfigureAwait(false);
            }

            call.Return(result);
        }
        catch (Exception exception)
        {
            // A guest that is saved before each answer goes back to what was saved, as no answer is to be of anything else.
            if (instance is { IsDropped: true } || kind.Options.State == GuestState.SavedBeforeAnswer)
            {
                Drop();
            }

            call.Fail(FailureOf(exception, call.Deadline));
        }
    }

    /// <summary>Gets the instance, or makes one of the state that was saved.</summary>
    private async Task<GuestInstance> LiveAsync(CallDeadline deadline)
    {
        if (instance is { IsDropped: false, IsOutdated: false })
        {
            return instance;
        }

        // Where its module was replaced, its state goes on in an instance of the new version.
        await ReleaseAsync().ConfigureAwait(false);
        GuestInstance started = await kind.Module.StartAsync(kind.Options.Recorder, profile: null, deadline.Cancellation)
            .ConfigureAwait(false);
        try
        {
            if (kind.States is { } states)
            {
                (saved, ReadOnlyMemory<byte>? state) = await states.LoadAsync(key, deadline.Cancellation).ConfigureAwait(false);
                if (state is { } bytes)
                {
                    await CallAsync(started, it => Load(it, bytes), deadline).ConfigureAwait(false);
                }
            }
        }
        catch
        {
            started.Dispose();
            throw;
        }

        instance = started;
        return started;
    }

    private async Task ReleaseAsync()
    {
        try
        {
            if (kind.Options.State == GuestState.SavedOnRelease && instance is { IsDropped: false } guest)
            {
                using CallDeadline deadline = kind.Module.DeadlineOf(default, CancellationToken.None);
                byte[] state = await CallAsync(guest, it => it.Instance.GetSavedState().Save(), deadline).ConfigureAwait(false);
                await kind.States!.SaveAsync(key, state, saved, deadline.Cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            Logs.StateLost(kind.Log, kind.Name, key, exception);
        }

        Drop();
    }

    private static async Task<T> CallAsync<T>(GuestInstance guest, Func<GuestInstance, T> call, CallDeadline deadline)
    {
        CallResult<T> result = await guest
            .CallAsync(call, new CallOptions { Deadline = deadline.Left }, CancellationToken.None)
            .ConfigureAwait(false);
        return result.Value;
    }

    private static bool Load(GuestInstance guest, ReadOnlyMemory<byte> state)
    {
        guest.Instance.GetSavedState().Load(state);
        return true;
    }

    private void Drop()
    {
        instance?.Dispose();
        instance = null;
    }

    /// <summary>What a caller gets is of texts and numbers, as it may be elsewhere.</summary>
    private static Exception FailureOf(Exception exception, CallDeadline deadline) => exception switch
    {
        OperationCanceledException => deadline.Exceeded("while the guest with its key started or was saved", exception),
        GuestDeadlineException when deadline.IsOver => deadline.Exceeded("in the guest with its key", exception),
        _ => exception,
    };
}
