using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class CacheCapability()
    : GrantCapability<CacheGrant>("cache", "Bytes in the host's memory that all instances of the module share.")
{
    public override void Describe(Linker linker) => linker.DefineCache(Described.Instance<ICache>);

    public override CacheGrant ReadGrant(GrantReader grant) => new()
    {
        MaxEntries = grant.Count("maxEntries", "The entries; the one that was not used for longest goes.", 4_096),
        MaxBytes = grant.Size("maxBytes", "The bytes of all keys, in UTF-16, and values.", 16L * 1024 * 1024),
        MaxValueBytes = grant.IntSize("maxValueBytes", "The bytes of a value, beyond which it is not kept.", 1024 * 1024),
    };

    public override void Define(Linker linker, GrantContext context, CacheGrant grant) =>
        linker.DefineCache(new GuestCache(grant, context.Options.Time));
}
