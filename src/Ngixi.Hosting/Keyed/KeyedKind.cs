using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Runtime;
using Ngixi.Capabilities;
using Ngixi.Hosting.Running;

namespace Ngixi.Hosting.Keyed;

/// <summary>The guests of one module and interface, by their keys.</summary>
internal sealed class KeyedKind
{
    private readonly ConcurrentDictionary<string, KeyedGuest> guests = new(StringComparer.Ordinal);
    private readonly ITimer sweeper;
    private volatile bool isStopped;

    public KeyedKind(string name, GuestService service, GuestModule module, KeyedGuestOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.IdleTime, TimeSpan.Zero, nameof(options));
        Name = name;
        Service = service;
        Module = module;
        Options = options;
        Time = module.Engine.Options.Time;
        Log = module.Engine.Options.Loggers.CreateLogger<KeyedGuests>();
        Refuse(service.FindDifferences(module.Compiled));
        States = options.State == GuestState.None ? null : OpenStates();

        // Twice as often as needed: a guest is released between its idle time and half of it more.
        TimeSpan period = options.IdleTime / 2;
        module.Replaced += RetireOutdated;
        sweeper = Time.CreateTimer(static kind => _ = ((KeyedKind)kind!).SweepAsync(), this, period, period);
    }

    public string Name { get; }

    public GuestService Service { get; }

    public GuestModule Module { get; }

    public KeyedGuestOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    /// <summary>Gets where states are kept; null where none are.</summary>
    public StateStore? States { get; }

    public int Count => guests.Count;

    public async Task<ReadOnlyMemory<byte>> InvokeAsync(string key, GuestRequest request, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(isStopped, typeof(KeyedGuests));
        if (!Service.Serves(request))
        {
            GuestContractException refused = new(Module.Name, $"{Service.Name}@{Service.Hash}", $"{request.Contract}@{request.Hash}");
            Module.Engine.Audit?.Failed(Module.Name, refused);
            throw refused;
        }

        // The guest is not the caller's alone, so that nobody but the clock ends it.
        CallDeadline deadline = Module.DeadlineOf(default, CancellationToken.None);
        KeyedCall call = new(request, deadline, cancellation);
        try
        {
            while (true)
            {
                KeyedGuest guest = guests.GetOrAdd(key, static (key, kind) => new KeyedGuest(kind, key), this);
                if (guest.TryCall(call))
                {
                    if (isStopped)
                    {
                        // It may have come after the others were stopped.
                        _ = guest.StopAsync();
                    }

                    break;
                }

                // It saves its state, for another to load.
                await guest.Ended.WaitAsync(deadline.Cancellation).ConfigureAwait(false);
                ObjectDisposedException.ThrowIf(isStopped, typeof(KeyedGuests));
            }
        }
        catch (Exception exception)
        {
            call.Fail(exception is OperationCanceledException ? deadline.Exceeded("while the guest was saved", exception) : exception);
        }

        return await call.Answer.ConfigureAwait(false);
    }

    public Task SweepAsync()
    {
        long now = Time.GetTimestamp();
        return Task.WhenAll(guests.Values.Where(guest => guest.TryRetire(now)).Select(guest => guest.Ended));
    }

    public void StopSweeping()
    {
        Module.Replaced -= RetireOutdated;
        sweeper.Dispose();
    }

    public async Task StopAsync()
    {
        isStopped = true;
        StopSweeping();
        while (!guests.IsEmpty)
        {
            await Task.WhenAll(guests.Values.Select(guest => guest.StopAsync())).ConfigureAwait(false);
        }
    }

    public void Remove(KeyedGuest guest) => guests.TryRemove(new KeyValuePair<string, KeyedGuest>(guest.Key, guest));

    private void RetireOutdated()
    {
        foreach (KeyedGuest guest in guests.Values)
        {
            guest.RetireOutdated();
        }
    }

    private StateStore OpenStates()
    {
        Refuse(Module.Compiled.FindSavedStateDifferences());
        IKeyValueStore store = Options.Store
            ?? throw new ArgumentException($"A state that is {Options.State} needs a {nameof(KeyedGuestOptions.Store)}.");
        return store.Guarantees.Consistency == KeyValueConsistency.Strong
            ? new StateStore(store, Name, Module.Name, Options.MaxStateBytes)
            : throw new ArgumentException("The store makes writes later, so it cannot tell whether another process was first.");
    }

    private void Refuse(IReadOnlyList<ContractDifference> differences)
    {
        if (differences.Count > 0)
        {
            throw new GuestRefusedException(Module.Name, [.. differences.Select(difference => difference.Message)]);
        }
    }
}
