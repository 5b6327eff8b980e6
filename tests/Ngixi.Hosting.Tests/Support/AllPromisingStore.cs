using Ngixi.Capabilities;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>A store that promises all, and that nothing is asked of.</summary>
internal sealed class AllPromisingStore : IKeyValueStore
{
    public KeyValueGuarantees Guarantees { get; } =
        new(KeyValueConsistency.Strong, SurvivesExit: true, SurvivesPowerLoss: true, IsShared: true, LossWindow: TimeSpan.Zero);

    public ValueTask<KeyValueEntry?> FindAsync(KeyValueNamespace space, string key, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<KeyValuePage> ListAsync(
        KeyValueNamespace space, string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<KeyValueResult>> ApplyAsync(
        KeyValueNamespace space, KeyValueQuota quota, IReadOnlyList<KeyValueWrite> writes, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
