using System.Text;

namespace Ngixi.Wasi;

/// <content>Arguments, environment, clocks, random numbers, the end, and what is not there.</content>
internal sealed partial class InstanceWasi
{
    private const uint Realtime = 0;
    private const uint Monotonic = 1;
    private const int NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The bytes of random numbers after which a cancelled call ends.</summary>
    private const int RandomPiece = 64 * 1024;

    public WasiError ArgsGet(uint argv, uint argvBuffer) => WriteStrings(grant.Arguments, argv, argvBuffer);

    public WasiError ArgsSizesGet(uint count, uint bufferSize) => WriteSizes(grant.Arguments, count, bufferSize);

    public WasiError EnvironGet(uint environ, uint environBuffer) => WriteStrings(Variables(), environ, environBuffer);

    public WasiError EnvironSizesGet(uint count, uint bufferSize) => WriteSizes(Variables(), count, bufferSize);

    public WasiError ClockResGet(uint clock, uint resolution)
    {
        if (clock is not Realtime and not Monotonic)
        {
            return WasiError.Invalid;
        }

        WriteUInt64(resolution, (ulong)Math.Max(1, NanosecondsPerSecond / time.TimestampFrequency));
        return WasiError.Success;
    }

    public WasiError ClockTimeGet(uint clock, ulong precision, uint time)
    {
        if (clock is not Realtime and not Monotonic)
        {
            return WasiError.Invalid;
        }

        WriteUInt64(time, Now(clock));
        return WasiError.Success;
    }

    public WasiError RandomGet(uint buffer, uint bufferLength)
    {
        for (Span<byte> left = context.WriteMemory(buffer, bufferLength); !left.IsEmpty; left = left[Math.Min(left.Length, RandomPiece)..])
        {
            context.Cancellation.ThrowIfCancellationRequested();
            random.Fill(left[..Math.Min(left.Length, RandomPiece)]);
        }

        return WasiError.Success;
    }

    public void ProcExit(uint code)
    {
        Flush();
        throw new GuestExitException((int)code);
    }

    public WasiError ProcRaise(uint signal) => WasiError.NotThere;

    public WasiError SchedYield()
    {
        context.Cancellation.ThrowIfCancellationRequested();
        Thread.Yield();
        return WasiError.Success;
    }

    public WasiError SockAccept(uint fd, uint flags, uint accepted) => NoSocket(fd);

    public WasiError SockRecv(uint fd, uint iovs, uint iovsCount, uint flags, uint read, uint outFlags) => NoSocket(fd);

    public WasiError SockSend(uint fd, uint iovs, uint iovsCount, uint flags, uint written) => NoSocket(fd);

    public WasiError SockShutdown(uint fd, uint how) => NoSocket(fd);

    private WasiError NoSocket(uint fd) => descriptors.Find(fd) is null ? WasiError.BadDescriptor : WasiError.NotASocket;

    /// <summary>Gets the nanoseconds of a clock: since 1970, or since the instance first used WASI.</summary>
    private ulong Now(uint clock)
    {
        TimeSpan now = clock == Realtime ? time.GetUtcNow() - DateTimeOffset.UnixEpoch : time.GetElapsedTime(began);
        return now < TimeSpan.Zero ? 0 : (ulong)now.Ticks * TimeSpan.NanosecondsPerTick;
    }

    private string[] Variables() => [.. grant.Environment.Select(variable => $"{variable.Key}={variable.Value}")];

    private WasiError WriteSizes(IReadOnlyList<string> strings, uint count, uint bufferSize)
    {
        WriteUInt32(count, (uint)strings.Count);
        WriteUInt32(bufferSize, (uint)strings.Sum(text => Encoding.UTF8.GetByteCount(text) + 1));
        return WasiError.Success;
    }

    private WasiError WriteStrings(IReadOnlyList<string> strings, uint pointers, uint buffer)
    {
        foreach (string text in strings)
        {
            WriteUInt32(pointers, buffer);
            uint length = (uint)Encoding.UTF8.GetByteCount(text) + 1;
            Span<byte> bytes = context.WriteMemory(buffer, length);
            Encoding.UTF8.GetBytes(text, bytes);
            bytes[^1] = 0;
            pointers += sizeof(uint);
            buffer += length;
        }

        return WasiError.Success;
    }
}
