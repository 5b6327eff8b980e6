using System.Numerics;

namespace Ngixi.Hosting.Learning;

/// <summary>The limits that a run would have kept: twice its use, rounded up to a power of two, as the next run may use more.</summary>
/// <remarks>Time is not among them: that of this machine, while it learns, says little of another.</remarks>
/// <param name="most">The limits that the host allows.</param>
internal sealed class LearnedLimits(ModuleLimits most)
{
    private long memory;
    private long hostCalls;
    private long bytes;

    public long Memory => Round(memory, 64 * 1024, most.Memory);

    public long HostCalls => Round(hostCalls, 128, most.HostCalls);

    public long Bytes => Round(bytes, 64 * 1024, most.Bytes);

    /// <summary>Adds what a call used.</summary>
    public void Add(CallUsage usage)
    {
        memory = Math.Max(memory, usage.MemoryBytes);
        hostCalls = Math.Max(hostCalls, usage.HostCalls);
        bytes = Math.Max(bytes, usage.BytesRead + usage.BytesWritten);
    }

    private static long Round(long used, long least, long most) =>
        Math.Min(Math.Max((long)BitOperations.RoundUpToPowerOf2((ulong)used * 2), least), most);
}
