using System.Collections.Frozen;
using Ngixi.Bindgen.Runtime.Instances.Observation;

namespace Ngixi.Bindgen;

/// <summary>Measures the cost of calls of one store's guests. Set in <see cref="GuestOptions.Observers"/>, one for each store.</summary>
/// <remarks>Like the store, for one thread at a time.</remarks>
public sealed class UsageMeter : GuestObserver
{
    private readonly UsageCounts counts;
    private int exports;
    private int imports;

    /// <summary>Creates a meter.</summary>
    /// <param name="time">The clock to measure with; the system's by default.</param>
    public UsageMeter(TimeProvider? time = null) => counts = new UsageCounts(time ?? TimeProvider.System);

    /// <summary>
    /// Gets the usage of the latest call of an export that was not made in another. It is whole once the host's caller has the result.
    /// Imports that a guest calls outside of an observed call count to the call before.
    /// </summary>
    public GuestUsage Latest => new(
        counts.GuestTime,
        counts.HostTime,
        counts.BytesRead,
        counts.BytesWritten,
        counts.Calls.ToFrozenDictionary(StringComparer.Ordinal));

    /// <inheritdoc/>
    public override bool ObservesMemory => true;

    /// <inheritdoc/>
    public override void ExportBegan(in ExportCall call)
    {
        if (exports++ == 0 && imports == 0)
        {
            counts.Restart();
        }
        else
        {
            counts.Pass(UsageAccount.Guest);
        }
    }

    /// <inheritdoc/>
    public override void ExportEnded(in ExportCall call, in CallEnd end)
    {
        exports--;
        counts.Pass(imports > 0 ? UsageAccount.Host : UsageAccount.Nobody);
    }

    /// <inheritdoc/>
    public override void ImportBegan(in ImportCall call)
    {
        imports++;
        counts.Count(call.FullName);
        counts.Pass(UsageAccount.Host);
    }

    /// <inheritdoc/>
    public override void ImportEnded(in ImportCall call, in CallEnd end)
    {
        imports--;
        counts.Pass(exports > 0 || imports > 0 ? UsageAccount.Guest : UsageAccount.Nobody);
    }

    /// <inheritdoc/>
    public override void MemoryRead(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) => counts.BytesRead += bytes.Length;

    /// <inheritdoc/>
    public override void MemoryWritten(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) => counts.BytesWritten += bytes.Length;
}
