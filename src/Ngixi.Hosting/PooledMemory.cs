namespace Ngixi.Hosting;

/// <summary>
/// Room that is reserved for instances ahead, so that one starts in a few microseconds. Modules whose manifests ask for more memory than a
/// place has run without it.
/// </summary>
/// <param name="Instances">The instances that there is room for; more are refused as busy.</param>
/// <param name="Memory">The bytes of memory that each may have.</param>
/// <param name="TableElements">The elements of tables that each may have.</param>
public sealed record PooledMemory(int Instances, long Memory = 64 * 1024 * 1024, int TableElements = 10_000)
{
    internal bool Fits(ModuleLimits limits) => limits.Memory <= Memory && limits.TableElements <= TableElements;
}
