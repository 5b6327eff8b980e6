using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Ngixi.Bindgen;

/// <summary>Measures the cost of calls of one store's guests. Set in <see cref="GuestOptions.Observers"/>, one for each store.</summary>
/// <remarks>Like the store, for one thread at a time.</remarks>
public sealed class UsageMeter : GuestObserver
{
    private readonly Dictionary<string, long> calls = new(StringComparer.Ordinal);
    private readonly TimeProvider time;
    private int exports;
    private int imports;
    private long latest;
    private long guestTime;
    private long hostTime;
    private long bytesRead;
    private long bytesWritten;

    /// <summary>Creates a meter.</summary>
    /// <param name="time">The clock to measure with; the system's by default.</param>
    public UsageMeter(TimeProvider? time = null) => this.time = time ?? TimeProvider.System;

    /// <summary>
    /// Gets the usage of the latest call of an export that was not made in another. It is whole once the host's caller has the result.
    /// Imports that a guest calls outside of an observed call count to the call before.
    /// </summary>
    public GuestUsage Latest => new(
        ToTime(guestTime), ToTime(hostTime), bytesRead, bytesWritten, calls.ToFrozenDictionary(StringComparer.Ordinal));

    /// <inheritdoc/>
    public override bool ObservesMemory => true;

    /// <inheritdoc/>
    public override void ExportBegan(in ExportCall call)
    {
        if (exports++ == 0 && imports == 0)
        {
            calls.Clear();
            guestTime = hostTime = bytesRead = bytesWritten = 0;
            latest = time.GetTimestamp();
        }
        else
        {
            Pass(ref hostTime);
        }
    }

    /// <inheritdoc/>
    public override void ExportEnded(in ExportCall call, in CallEnd end)
    {
        exports--;
        Pass(ref guestTime);
    }

    /// <inheritdoc/>
    public override void ImportBegan(in ImportCall call)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(calls, call.FullName, out _)++;
        if (imports++ == 0 && exports == 0)
        {
            latest = time.GetTimestamp();
        }
        else
        {
            Pass(ref guestTime);
        }
    }

    /// <inheritdoc/>
    public override void ImportEnded(in ImportCall call, in CallEnd end)
    {
        imports--;
        Pass(ref hostTime);
    }

    /// <inheritdoc/>
    public override void MemoryRead(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) => bytesRead += bytes.Length;

    /// <inheritdoc/>
    public override void MemoryWritten(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) => bytesWritten += bytes.Length;

    private void Pass(ref long account)
    {
        long now = time.GetTimestamp();
        account += now - latest;
        latest = now;
    }

    private TimeSpan ToTime(long ticks) => time.GetElapsedTime(0, ticks);
}
