using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class KeyValueCapability()
    : GrantCapability<StoredGrant<KeyValueGrant>>("keyValue", "Values under keys of the module's own, in a store of the host.")
{
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(1);

    public override void Describe(Linker linker) => linker.DefineKeyValue(Described.Instance<IKeyValue>);

    public override StoredGrant<KeyValueGrant> ReadGrant(GrantReader grant)
    {
        string store = grant.Text("store", "The store, of those in GuestEngineOptions.KeyValueStores.", NamedStores.Default);
        GrantReader quota = grant.Part("quota", "What the module keeps at most.");
        KeyValueGrant keyValue = new()
        {
            Namespace = grant.Text("namespace", "One of several namespaces of the module.", ""),
            Consistency = grant.Choice("consistency", "What the module relies on.", KeyValueConsistency.Strong),
            MustSurviveExit = grant.Flag("mustSurviveExit", "Whether a write has to survive the end of the host's process."),
            MustSurvivePowerLoss = grant.Flag("mustSurvivePowerLoss", "Whether a write has to survive a loss of power."),
            MustBeShared = grant.Flag("mustBeShared", "Whether hosts on several machines have to see the same values."),
            AllowWrites = grant.Flag("allowWrites", "Whether guests may write.", fallback: true),
            Quota = new KeyValueQuota
            {
                MaxKeys = quota.LongCount("maxKeys", "The keys.", 1_024L),
                MaxBytes = quota.Size("maxBytes", "The bytes of keys and values.", 16L * 1024 * 1024),
            },
            MaxValueBytes = grant.IntSize("maxValueBytes", "The bytes of a value.", 1024 * 1024),
            MaxOperationsPerCall = grant.Count("maxOperationsPerCall", "The operations of one call of the guest.", 1_000, 1),
            MaxOperationsPerSecond = grant.Count("maxOperationsPerSecond", "The operations a second of all instances together.", 10_000, 1),
            MaxBurst = grant.Count("maxBurst", "The operations that may come at once after a quiet time.", 20_000, 1),
            Timeout = grant.Duration(
                "timeout", "How long an operation may take.", TimeSpan.FromSeconds(5), LeastTimeout, TimeSpan.FromHours(1)),
        };
        if (NamedStores.Find(grant, grant.Options.KeyValueStores, store, nameof(GuestEngineOptions.KeyValueStores)) is { } found)
        {
            // It checks what the store promises, and does nothing else.
            _ = new GuestKeyValue(found, "m", keyValue);
        }

        return new StoredGrant<KeyValueGrant>(store, keyValue);
    }

    public override void Define(Linker linker, GrantContext context, StoredGrant<KeyValueGrant> grant)
    {
        IKeyValueStore store = context.Options.KeyValueStores[grant.Store];
        linker.DefineKeyValue(new GuestKeyValue(store, context.Module, grant.Grant, context.Denials, context.Options.Time).ForInstance);
    }
}
