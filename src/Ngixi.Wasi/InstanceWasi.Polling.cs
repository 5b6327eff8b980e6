using System.Buffers.Binary;
using Ngixi.Capabilities;

namespace Ngixi.Wasi;

/// <content>Waits. A file is always ready, so that only a clock is waited for: until the call ends at the latest.</content>
internal sealed partial class InstanceWasi
{
    private const int MaxSubscriptions = 1_024;
    private const int SubscriptionSize = 48;
    private const int EventSize = 32;
    private const byte ClockEvent = 0;
    private const byte ReadEvent = 1;
    private const byte WriteEvent = 2;
    private const ushort AbsoluteTime = 1;
    private const ushort HangUp = 1;

    public async Task<WasiError> PollOneoff(uint subscriptions, uint events, uint count, uint occurred)
    {
        if (count is 0 or > MaxSubscriptions)
        {
            return WasiError.Invalid;
        }

        context.WriteMemory(events, count * EventSize);
        WasiClocks began = new(Now(Realtime), Now(Monotonic));
        TimeSpan? wait = Poll(subscriptions, events, count, began, TimeSpan.Zero, out uint ready);
        if (wait is { } due)
        {
            await Wait(due);
            Poll(subscriptions, events, count, began, due, out ready);
        }

        WriteUInt32(occurred, ready);
        return WasiError.Success;
    }

    private async Task Wait(TimeSpan due)
    {
        // Longer than a timer can be: it would end after 49 days.
        TimeSpan longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);
        for (; due > longest; due -= longest)
        {
            await Task.Delay(longest, time, context.Cancellation);
        }

        await Task.Delay(due, time, context.Cancellation);
    }

    /// <summary>Writes the events that have occurred.</summary>
    /// <param name="subscriptions">What the guest waits for.</param>
    /// <param name="events">Where the events go.</param>
    /// <param name="count">How many subscriptions there are.</param>
    /// <param name="began">The clocks when the wait began.</param>
    /// <param name="passed">The time that was waited since.</param>
    /// <param name="ready">How many have occurred.</param>
    /// <returns>How long to wait for the first of the clocks, where nothing else has occurred; otherwise null.</returns>
    private TimeSpan? Poll(uint subscriptions, uint events, uint count, WasiClocks began, TimeSpan passed, out uint ready)
    {
        ReadOnlySpan<byte> all = context.ReadMemory(subscriptions, count * SubscriptionSize);
        TimeSpan? first = null;
        ready = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> subscription = all.Slice(i * SubscriptionSize, SubscriptionSize);
            byte type = subscription[8];
            WasiError error = WasiError.Success;
            ulong bytes = 0;
            ushort flags = 0;
            if (type == ClockEvent)
            {
                error = LeftOf(subscription, began, out TimeSpan left);
                if (error == WasiError.Success && left > passed)
                {
                    first = first is { } sooner && sooner < left ? sooner : left;
                    continue;
                }
            }
            else if (type is ReadEvent or WriteEvent)
            {
                error = ReadyOf(BinaryPrimitives.ReadUInt32LittleEndian(subscription[16..]), type, out bytes, out flags);
            }
            else
            {
                error = WasiError.Invalid;
            }

            Span<byte> written = context.WriteMemory(events + (ready++ * EventSize), EventSize);
            written.Clear();
            subscription[..8].CopyTo(written);
            BinaryPrimitives.WriteUInt16LittleEndian(written[8..], (ushort)error);
            written[10] = type;
            BinaryPrimitives.WriteUInt64LittleEndian(written[16..], bytes);
            BinaryPrimitives.WriteUInt16LittleEndian(written[24..], flags);
        }

        return ready == 0 ? first : null;
    }

    /// <summary>Gets the time from the beginning until a clock is where the guest waits for it.</summary>
    private static WasiError LeftOf(ReadOnlySpan<byte> subscription, WasiClocks began, out TimeSpan left)
    {
        left = default;
        uint clock = BinaryPrimitives.ReadUInt32LittleEndian(subscription[16..]);
        ulong timeout = BinaryPrimitives.ReadUInt64LittleEndian(subscription[24..]);
        if (clock is not Realtime and not Monotonic)
        {
            return WasiError.Invalid;
        }

        if ((BinaryPrimitives.ReadUInt16LittleEndian(subscription[40..]) & AbsoluteTime) != 0)
        {
            ulong now = clock == Realtime ? began.Realtime : began.Monotonic;
            timeout = timeout > now ? timeout - now : 0;
        }

        // Never less than what the guest asks for.
        ulong ticks = (timeout / TimeSpan.NanosecondsPerTick) + (timeout % TimeSpan.NanosecondsPerTick > 0 ? 1UL : 0);
        left = TimeSpan.FromTicks((long)ticks);
        return WasiError.Success;
    }

    private WasiError ReadyOf(uint fd, byte type, out ulong bytes, out ushort flags)
    {
        bytes = 0;
        flags = 0;
        WasiError error = Find(fd, WasiRights.Poll, out Descriptor descriptor);
        if (error != WasiError.Success)
        {
            return error;
        }

        if (type == WriteEvent)
        {
            return descriptor.Directory is null && !IsInput(descriptor) ? WasiError.Success : WasiError.BadDescriptor;
        }

        if (IsInput(descriptor))
        {
            bytes = (ulong)(grant.Input.Length - inputPosition);
            flags = bytes == 0 ? HangUp : (ushort)0;
            return WasiError.Success;
        }

        if (descriptor.File is not { } file)
        {
            return WasiError.BadDescriptor;
        }

        FileError failed = file.GetStatus(out FileStatus status);
        bytes = (ulong)Math.Max(0, status.Length - descriptor.Offset);
        return WasiErrors.Of(failed);
    }

    /// <summary>The clocks at one time, in nanoseconds.</summary>
    private readonly record struct WasiClocks(ulong Realtime, ulong Monotonic);
}
