using System.Runtime.InteropServices;
using Ngixi.Bindgen;

namespace Ngixi.Hosting.Running;

/// <summary>Counts what a call of a guest uses, and ends it where it is more than the manifest allows.</summary>
internal sealed class CallMeter(string module, ModuleLimits limits, TimeProvider time) : GuestObserver
{
    private readonly Dictionary<string, long> calls = new(StringComparer.Ordinal);
    private int depth;
    private bool isInHost;
    private long latest;
    private long guestTicks;
    private long hostTicks;
    private long bytesRead;
    private long bytesWritten;
    private long hostCalls;

    public override bool ObservesMemory => true;

    /// <summary>Gets the limit that the guest reached in the call; null for none.</summary>
    public GuestLimitException? Reached { get; private set; }

    /// <summary>Forgets the call before.</summary>
    public void Begin()
    {
        calls.Clear();
        depth = 0;
        isInHost = false;
        guestTicks = hostTicks = bytesRead = bytesWritten = hostCalls = 0;
        Reached = null;
        latest = time.GetTimestamp();
    }

    public CallUsage Read(TimeSpan waited, ulong? fuel, long memory)
    {
        Pass(toHost: false);
        return new CallUsage
        {
            WaitTime = waited,
            GuestTime = time.GetElapsedTime(0, guestTicks),
            HostTime = time.GetElapsedTime(0, hostTicks),
            Fuel = fuel,
            BytesRead = bytesRead,
            BytesWritten = bytesWritten,
            MemoryBytes = memory,
            HostCalls = hostCalls,
            Calls = new Dictionary<string, long>(calls, StringComparer.Ordinal),
        };
    }

    public override void ExportBegan(in ExportCall call) => Pass(toHost: false);

    public override void ExportEnded(in ExportCall call, in CallEnd end) => Pass(toHost: depth > 0);

    public override void ImportBegan(in ImportCall call)
    {
        Pass(toHost: true);
        depth++;
        CollectionsMarshal.GetValueRefOrAddDefault(calls, call.FullName, out _)++;
        if (++hostCalls > limits.HostCalls)
        {
            depth--;
            throw Reached ??= new GuestLimitException(module, "hostCalls", $"{limits.HostCalls:N0} calls of imports in one call.");
        }
    }

    public override void ImportEnded(in ImportCall call, in CallEnd end)
    {
        depth--;
        Pass(toHost: false);
    }

    public override void MemoryRead(GuestContext guest, uint address, ReadOnlySpan<byte> bytes)
    {
        bytesRead += bytes.Length;
        RequireBytes();
    }

    public override void MemoryWritten(GuestContext guest, uint address, ReadOnlySpan<byte> bytes)
    {
        bytesWritten += bytes.Length;
        RequireBytes();
    }

    private void RequireBytes()
    {
        if (bytesRead + bytesWritten > limits.Bytes)
        {
            throw Reached ??= new GuestLimitException(module, "bytes", $"{limits.Bytes:N0} bytes from and to the host in one call.");
        }
    }

    private void Pass(bool toHost)
    {
        long now = time.GetTimestamp();
        (isInHost ? ref hostTicks : ref guestTicks) += now - latest;
        latest = now;
        isInHost = toHost;
    }
}
