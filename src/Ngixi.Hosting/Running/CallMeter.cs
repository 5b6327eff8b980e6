using Ngixi.Bindgen;
using Ngixi.Bindgen.Runtime.Instances.Observation;

namespace Ngixi.Hosting.Running;

/// <summary>Counts what a call of a guest uses, and ends it where it is more than the manifest allows.</summary>
internal sealed class CallMeter(string module, ModuleLimits limits, TimeProvider time) : GuestObserver
{
    private readonly UsageCounts counts = new(time);
    private int depth;
    private long hostCalls;

    public override bool ObservesMemory => true;

    /// <summary>Gets the limit that the guest reached in the call; null for none.</summary>
    public GuestLimitException? Reached { get; private set; }

    /// <summary>Gets whether the guest ran.</summary>
    public bool HasCalledExports { get; private set; }

    /// <summary>Gets the calls of imports so far. From any thread, which may see a moment before.</summary>
    public long HostCalls => Volatile.Read(ref hostCalls);

    /// <summary>Gets the bytes that host and guest exchanged so far. From any thread, which may see a moment before.</summary>
    public long Bytes => counts.BytesRead + counts.BytesWritten;

    /// <summary>Forgets the call before.</summary>
    public void Begin()
    {
        counts.Restart();
        depth = 0;
        hostCalls = 0;
        HasCalledExports = false;
        Reached = null;
    }

    public CallUsage Read(TimeSpan waited, ulong? fuel, long memory)
    {
        counts.Pass(UsageAccount.Guest);
        return new CallUsage
        {
            WaitTime = waited,
            GuestTime = counts.GuestTime,
            HostTime = counts.HostTime,
            Fuel = fuel,
            BytesRead = counts.BytesRead,
            BytesWritten = counts.BytesWritten,
            MemoryBytes = memory,
            HostCalls = hostCalls,
            Calls = new Dictionary<string, long>(counts.Calls, StringComparer.Ordinal),
        };
    }

    public override void ExportBegan(in ExportCall call)
    {
        HasCalledExports = true;
        counts.Pass(UsageAccount.Guest);
    }

    public override void ExportEnded(in ExportCall call, in CallEnd end) =>
        counts.Pass(depth > 0 ? UsageAccount.Host : UsageAccount.Guest);

    public override void ImportBegan(in ImportCall call)
    {
        counts.Pass(UsageAccount.Host);
        counts.Count(call.FullName);
        if (++hostCalls > limits.HostCalls)
        {
            throw Reached ??= new GuestLimitException(module, "hostCalls", $"{limits.HostCalls:N0} calls of imports in one call.");
        }

        depth++;
    }

    public override void ImportEnded(in ImportCall call, in CallEnd end)
    {
        depth--;
        counts.Pass(UsageAccount.Guest);
    }

    public override void MemoryRead(GuestContext guest, uint address, ReadOnlySpan<byte> bytes)
    {
        counts.BytesRead += bytes.Length;
        RequireBytes();
    }

    public override void MemoryWritten(GuestContext guest, uint address, ReadOnlySpan<byte> bytes)
    {
        counts.BytesWritten += bytes.Length;
        RequireBytes();
    }

    private void RequireBytes()
    {
        if (counts.BytesRead + counts.BytesWritten > limits.Bytes)
        {
            throw Reached ??= new GuestLimitException(module, "bytes", $"{limits.Bytes:N0} bytes from and to the host in one call.");
        }
    }
}
