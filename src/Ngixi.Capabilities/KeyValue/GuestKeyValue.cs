using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What the guests of one module keep under keys, in a store: <c>linker.DefineKeyValue(keyValue.ForInstance)</c>.</summary>
/// <remarks>
/// A guest gets codes of errors and nothing of the host's words. For any number of threads. The store stays the host's, which disposes
/// of it when no guest runs.
/// </remarks>
public sealed class GuestKeyValue
{
    /// <summary>Creates what a module keeps.</summary>
    /// <param name="store">The store. Several modules share it, each with keys of its own.</param>
    /// <param name="module">The name of the module, by which its keys are found again.</param>
    /// <param name="grant">What its guests may keep; by default what <see cref="KeyValueGrant"/> has.</param>
    /// <param name="denials">Where denials and failures of the store are written; nowhere by default.</param>
    /// <param name="time">The clock of timeouts and rates; the system's by default.</param>
    /// <exception cref="ArgumentException">The store does not promise what the grant relies on, or the name is none.</exception>
    public GuestKeyValue(
        IKeyValueStore store, string module, KeyValueGrant? grant = null, DenialLog? denials = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentException.ThrowIfNullOrEmpty(module);
        Store = store;
        Grant = grant ?? KeyValueGrant.Default;
        Space = new KeyValueNamespace(module, Grant.Namespace);
        Denials = denials;
        Time = time ?? TimeProvider.System;
        Rate = new TokenBucket(Grant.MaxOperationsPerSecond, Grant.MaxBurst, Time);
        if (Missing(store.Guarantees, Grant) is { } promise)
        {
            throw new ArgumentException(
                $"The grant relies on a store that {promise}, which {store.GetType().Name} does not.", nameof(store));
        }
    }

    internal IKeyValueStore Store { get; }

    internal KeyValueGrant Grant { get; }

    internal KeyValueNamespace Space { get; }

    internal DenialLog? Denials { get; }

    internal TimeProvider Time { get; }

    internal TokenBucket Rate { get; }

    /// <summary>Makes what an instance uses.</summary>
    /// <param name="context">The instance.</param>
    public IKeyValue ForInstance(GuestContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new InstanceKeyValue(this, context);
    }

    private static string? Missing(KeyValueGuarantees promised, KeyValueGrant grant) =>
        promised.Consistency > grant.Consistency ? $"promises {nameof(KeyValueConsistency.Strong)} consistency"
        : grant.MustSurviveExit && !promised.SurvivesExit ? "promises that writes survive the end of the process"
        : grant.MustSurvivePowerLoss && !promised.SurvivesPowerLoss ? "promises that writes survive a loss of power"
        : grant.MustBeShared && !promised.IsShared ? "promises that hosts on several machines see the same values"
        : null;
}
