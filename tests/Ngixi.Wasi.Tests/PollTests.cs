using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Ngixi.Wasi.Tests.Support;

namespace Ngixi.Wasi.Tests;

/// <summary>A guest waits for clocks, and for nothing longer than its call.</summary>
public sealed class PollTests
{
    private const uint Realtime = 0;
    private const uint Monotonic = 1;
    private const int Events = RawWasi.Result + 256;

    private static readonly DateTimeOffset Began = DateTimeOffset.FromUnixTimeSeconds(1_000);

    [Theory]
    [InlineData(Monotonic, false)]
    [InlineData(Realtime, false)]
    [InlineData(Monotonic, true)]
    [InlineData(Realtime, true)]
    public async Task The_first_of_several_clocks_ends_the_wait_and_is_told_alone(uint clock, bool isAbsolute)
    {
        FakeTimeProvider time = new(Began);
        using RawWasi wasi = new(new WasiGrant { Clock = new ClockGrant { Time = time } });
        Assert.Equal(WasiError.Success, wasi.Call("clock_time_get", (int)clock, 0L, RawWasi.Result));
        ulong now = isAbsolute ? (ulong)wasi.Int64(RawWasi.Result) : 0;
        SubscribeClock(wasi, 0, clock, now + Nanoseconds(seconds: 20), isAbsolute);
        SubscribeClock(wasi, 1, clock, now + Nanoseconds(seconds: 10), isAbsolute);
        SubscribeClock(wasi, 2, clock, now + Nanoseconds(seconds: 30), isAbsolute);
        Task<WasiError> waiting = Task.Run(() => wasi.Call("poll_oneoff", 0, Events, 3, RawWasi.Result));
        while (!waiting.IsCompleted)
        {
            // The timer is made on the other thread; the clock moves once it is.
            await Task.Yield();
            if (time.GetUtcNow() < Began.AddSeconds(10))
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }
            else if (!waiting.IsCompleted)
            {
                time.Advance(TimeSpan.FromSeconds(0.001));
            }
        }

        Assert.Equal(WasiError.Success, await waiting);
        Assert.Equal(1, wasi.Int32(RawWasi.Result));
        Assert.Equal(1, wasi.Int64(Events));
        Assert.Equal(0, wasi.Guest.Bytes(Events + 10, 1)[0]);
    }

    [Fact]
    [AsInSuite("poll_oneoff_stdio")]
    public void A_time_that_is_over_and_a_file_are_ready_at_once()
    {
        FakeTimeProvider time = new(Began);
        MemoryFileSystem files = new();
        files.WriteFile("a", "abcdef"u8);
        using RawWasi wasi = new(new WasiGrant
        {
            Clock = new ClockGrant { Time = time },
            Input = "in"u8.ToArray(),
            Files = new GuestFiles(new FileGrant { Mounts = [new FileMount("/", files)] }),
        });
        int descriptor = wasi.Opened("a");
        wasi.Read(descriptor, 2);
        SubscribeClock(wasi, 0, Realtime, Nanoseconds(seconds: 999), isAbsolute: true);
        SubscribeClock(wasi, 1, Monotonic, Nanoseconds(seconds: 999), isAbsolute: false);
        SubscribeClock(wasi, 2, 7, 0, isAbsolute: false);
        SubscribeFile(wasi, 3, 1, descriptor);
        SubscribeFile(wasi, 4, 1, 0);
        SubscribeFile(wasi, 5, 2, 1);
        SubscribeFile(wasi, 6, 2, 99);
        SubscribeFile(wasi, 7, 1, 3);
        SubscribeFile(wasi, 8, 9, 0);
        Assert.Equal(WasiError.Success, wasi.Call("poll_oneoff", 0, Events, 9, RawWasi.Result));
        Assert.Equal(
            [
                (0, WasiError.Success, 0), (2, WasiError.Invalid, 0), (3, WasiError.Success, 4), (4, WasiError.Success, 2),
                (5, WasiError.Success, 0), (6, WasiError.BadDescriptor, 0), (7, WasiError.BadDescriptor, 0), (8, WasiError.Invalid, 0),
            ],
            Enumerable.Range(0, wasi.Int32(RawWasi.Result)).Select(i => Event(wasi, i)));
    }

    [Fact]
    public void A_wait_ends_with_the_token_of_the_call()
    {
        using RawWasi wasi = new();
        using CancellationTokenSource token = new(TimeSpan.FromMilliseconds(50));
        using GuestCallScope call = wasi.Guest.Store.BeginCall(Timeout.InfiniteTimeSpan, cancellation: token.Token);
        SubscribeClock(wasi, 0, Monotonic, ulong.MaxValue, isAbsolute: false);
        Stopwatch took = Stopwatch.StartNew();
        WasmImportException exception = wasi.Guest.CallToFail("poll_oneoff", 0, Events, 1, RawWasi.Result);
        Assert.IsType<OperationCanceledException>(exception.InnerException, exactMatch: false);
        Assert.True(took.Elapsed < TimeSpan.FromSeconds(20), $"It took {took.Elapsed}.");
    }

    [Fact]
    [AsInSuite("clock_getres-monotonic", "clock_getres-realtime", "clock_gettime-monotonic", "clock_gettime-realtime", "clock_time_get")]
    public void Clocks_that_are_not_there_are_refused_and_the_others_tell_their_resolution()
    {
        using RawWasi wasi = new();
        foreach (int clock in new[] { 2, 3, 4, -1 })
        {
            Assert.Equal(WasiError.Invalid, wasi.Call("clock_time_get", clock, 0L, RawWasi.Result));
            Assert.Equal(WasiError.Invalid, wasi.Call("clock_res_get", clock, RawWasi.Result));
        }

        foreach (int clock in new[] { 0, 1 })
        {
            Assert.Equal(WasiError.Success, wasi.Call("clock_res_get", clock, RawWasi.Result));
            Assert.InRange(wasi.Int64(RawWasi.Result), 1, 1_000_000_000);
            Assert.Equal(WasiError.Success, wasi.Call("clock_time_get", clock, 1L, RawWasi.Result));
            long first = wasi.Int64(RawWasi.Result);
            Assert.Equal(WasiError.Success, wasi.Call("clock_time_get", clock, -1L, RawWasi.Result));
            Assert.InRange(wasi.Int64(RawWasi.Result), clock == 1 ? first : 1, long.MaxValue);
        }
    }

    private static ulong Nanoseconds(ulong seconds) => seconds * 1_000_000_000;

    private static void SubscribeClock(RawWasi wasi, int index, uint clock, ulong timeout, bool isAbsolute)
    {
        Span<byte> bytes = Subscription(wasi, index, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], clock);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], timeout);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[40..], isAbsolute ? (ushort)1 : (ushort)0);
    }

    private static void SubscribeFile(RawWasi wasi, int index, byte type, int descriptor) =>
        BinaryPrimitives.WriteInt32LittleEndian(Subscription(wasi, index, type)[16..], descriptor);

    private static Span<byte> Subscription(RawWasi wasi, int index, byte type)
    {
        Span<byte> bytes = wasi.Guest.Bytes(index * 48, 48);
        bytes.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, index);
        bytes[8] = type;
        return bytes;
    }

    private static (int Subscription, WasiError Error, int Bytes) Event(RawWasi wasi, int index)
    {
        int at = Events + (index * 32);
        return (
            wasi.Int32(at),
            (WasiError)BinaryPrimitives.ReadUInt16LittleEndian(wasi.Guest.Bytes(at + 8, 2)),
            wasi.Int32(at + 16));
    }
}
