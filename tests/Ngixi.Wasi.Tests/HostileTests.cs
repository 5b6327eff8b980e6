using System.Text.RegularExpressions;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;
using Ngixi.Wasi.Tests.Support;

namespace Ngixi.Wasi.Tests;

/// <summary>Whatever a guest passes, it gets an error or a trap, and the host goes on.</summary>
public sealed class HostileTests : IDisposable
{
    private const int OutOfMemory = RawGuest.MemorySize - 2;

    private readonly MemoryFileSystem files = new();

    public HostileTests() => files.WriteFile("a", "abc"u8);

    public static TheoryData<string> Functions => [.. RawWasi.Functions];

    public void Dispose()
    {
        // What a test did to the files, no other sees: each has its own. They are there still.
        Assert.Equal(FileError.None, files.OpenRoot(out IGuestDirectory? root));
        root!.Dispose();
    }

    [Fact]
    [AsInSuite("sched_yield")]
    public void All_functions_of_preview_1_are_there_with_their_signatures()
    {
        Assert.Equal(46, RawWasi.Functions.Length);
        using RawWasi wasi = Start();
        Assert.Equal(WasiError.Success, wasi.Call("sched_yield"));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Pointers_out_of_the_memory_trap_the_guest_and_no_one_else(string function)
    {
        string name = function[..function.IndexOf(' ', StringComparison.Ordinal)];
        string[] types = Regex.Match(function, @"\((.*?)\)").Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        // Each argument in turn is one that a pointer must not be, and the others are what a call needs.
        for (int bad = 0; bad < types.Length; bad++)
        {
            foreach (int pointer in new[] { OutOfMemory, RawGuest.MemorySize, int.MaxValue, int.MinValue, -1, -8 })
            {
                using RawWasi wasi = Start();
                object[] arguments = [.. types.Select(type => type == "i64" ? (object)1L : 8)];
                arguments[0] = types.Length > 0 && name.StartsWith("fd_", StringComparison.Ordinal) ? wasi.Opened("a") : 3;
                arguments[bad] = types[bad] == "i64" ? (long)pointer : pointer;
                AssertHarmless(wasi, name, arguments);
            }
        }
    }

    [Fact]
    public void Random_arguments_do_no_harm()
    {
        foreach (int seed in Tries.Seeds(300))
        {
            Random random = new(seed);
            using RawWasi wasi = Start();
            byte[] noise = new byte[16_384];
            random.NextBytes(noise);
            wasi.Guest.Write(0, noise);
            for (int call = 0; call < 40; call++)
            {
                string function = RawWasi.Functions[random.Next(RawWasi.Functions.Length)];
                string[] types = Regex.Match(function, @"\((.*?)\)").Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                object[] arguments = [.. types.Select(type => type == "i64" ? Number(random) : (object)(int)Number(random))];
                if (!AssertHarmless(wasi, function[..function.IndexOf(' ', StringComparison.Ordinal)], arguments))
                {
                    break; // A guest that trapped is not called again.
                }
            }
        }
    }

    [Fact]
    public void More_vectors_than_a_call_takes_are_refused_before_they_are_read()
    {
        using RawWasi wasi = Start();
        int descriptor = wasi.Opened("a", rights: WasiRights.Read | WasiRights.Write);
        foreach (int count in new[] { 1_025, 1_000_000, int.MaxValue, -1, 0x2000_0001 })
        {
            foreach (string function in new[] { "fd_read", "fd_write" })
            {
                Assert.Equal(WasiError.Invalid, wasi.CallVectors(function, descriptor, count, RawWasi.Result));
            }

            foreach (string function in new[] { "fd_pread", "fd_pwrite" })
            {
                Assert.Equal(WasiError.Invalid, wasi.CallVectors(function, descriptor, count, 0L, RawWasi.Result));
            }
        }

        Assert.Equal(WasiError.Success, wasi.CallVectors("fd_read", descriptor, 1_024, RawWasi.Result));
    }

    [Fact]
    public void Vectors_that_are_read_over_are_those_that_the_guest_passed()
    {
        files.WriteFile("ones", Enumerable.Repeat((byte)0xFF, 64).ToArray());
        using RawWasi wasi = Start();
        int descriptor = wasi.Opened("ones");
        wasi.SetVector(1, 1_000, 8);
        wasi.SetVector(0, RawWasi.VectorsAt, 16);
        Assert.Equal(WasiError.Success, wasi.CallVectors("fd_read", descriptor, 2, RawWasi.Result));
        Assert.Equal(24, wasi.Int32(RawWasi.Result));
        Assert.Equal(-1, wasi.Int64(RawWasi.VectorsAt + 8));
        Assert.Equal(-1, wasi.Int64(1_000));
    }

    [Fact]
    public void Descriptors_that_are_renumbered_in_a_directory_of_the_host_are_given_back()
    {
        using TemporaryFolder folder = new();
        folder.Write("a", "");
        using DirectoryFileSystem directory = new(folder.Path);
        using RawWasi wasi = new(new WasiGrant
        {
            Files = new GuestFiles(new FileGrant { Mounts = [new FileMount("/", directory)] }),
        });
        int kept = wasi.Opened("a");
        int before = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        for (int i = 0; i < Tries.Count(5_000); i++)
        {
            Assert.Equal(WasiError.Success, wasi.Call("fd_renumber", wasi.Opened("a"), kept));
        }

        // Other tests of the process have files open at the same time: not thousands.
        Assert.InRange(Directory.GetFileSystemEntries("/proc/self/fd").Length, 0, before + 500);
    }

    [Fact]
    public void Observers_see_the_calls_of_WASI_and_what_they_read_and_write()
    {
        using RawWasi wasi = Start();
        int descriptor = wasi.Opened("a");
        wasi.SetVector(0, 1_000, 8);
        Recorder recorder = new();
        wasi.Guest.Store.SetGuestOptions(new GuestOptions { Observers = [recorder] });
        Assert.Equal(WasiError.Success, wasi.CallVectors("fd_read", descriptor, 1, RawWasi.Result));
        Assert.Equal(["read 5120: 8", "wrote 1000: 8", "wrote 8192: 4"], recorder.Lines);
    }

    [Fact]
    public void Vectors_that_together_are_more_than_there_is_memory_read_what_there_is()
    {
        using RawWasi wasi = Start();
        int descriptor = wasi.Opened("a", rights: WasiRights.Read | WasiRights.Write);
        for (int i = 0; i < 100; i++)
        {
            wasi.SetVector(i, 0, RawGuest.MemorySize);
        }

        // The vectors lie in what is written over: they were read before.
        Assert.Equal(WasiError.Success, wasi.CallVectors("fd_pread", descriptor, 100, 0L, RawWasi.Result));
    }

    [Fact]
    public void More_subscriptions_than_a_call_takes_are_refused_before_they_are_read()
    {
        using RawWasi wasi = Start();
        foreach (int count in new[] { 0, 1_025, 1_000_000, int.MaxValue, -1 })
        {
            Assert.Equal(WasiError.Invalid, wasi.Call("poll_oneoff", 0, 0, count, RawWasi.Result));
        }
    }

    [Fact]
    public void A_path_that_is_no_UTF8_or_too_long_is_refused()
    {
        using RawWasi wasi = Start();
        wasi.Guest.Write(0, [0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF]);
        foreach ((int at, int length) in new[] { (0, 2), (2, 3), (5, 1) })
        {
            Assert.Equal(WasiError.IllegalText, wasi.Call("path_create_directory", 3, at, length));
        }

        wasi.Guest.Bytes(0, 5_000).Fill((byte)'a');
        foreach (int length in new[] { 256, 1_025, 4_097, int.MaxValue, -1 })
        {
            Assert.Equal(WasiError.NameTooLong, wasi.Call("path_create_directory", 3, 0, length));
        }
    }

    [Fact]
    public void Descriptors_opened_without_end_come_to_one()
    {
        using RawWasi wasi = Start();
        int opened = 0;
        WasiError error;
        while ((error = wasi.Open("a").Error) == WasiError.Success)
        {
            opened++;
        }

        Assert.Equal((64, WasiError.TooManyOpen), (opened, error));

        // Renumbered again and again, none is lost.
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(WasiError.Success, wasi.Call("fd_renumber", 4, 5));
            Assert.Equal((WasiError.Success, 4), wasi.Open("a"));
        }

        Assert.Equal(WasiError.TooManyOpen, wasi.Open("a").Error);
    }

    [Fact]
    public void Random_numbers_without_end_end_with_the_call()
    {
        using RawWasi wasi = Start();
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();
        wasi.Guest.Store.SetGuestOptions(new GuestOptions { Cancellation = cancelled.Token });
        WasmImportException exception = wasi.Guest.CallToFail("random_get", 0, RawGuest.MemorySize);
        Assert.IsType<OperationCanceledException>(exception.InnerException);
    }

    [Fact]
    [AsInSuite("big_random_buf", "random_get-non-zero-length", "random_get-zero-length")]
    public void Random_numbers_fill_all_of_a_buffer_and_nothing_else()
    {
        using RawWasi wasi = Start();
        Assert.Equal(WasiError.Success, wasi.Call("random_get", 0, 0));
        Assert.Equal(WasiError.Success, wasi.Call("random_get", 1_000, 100_000));
        Assert.Equal(new byte[1_000], wasi.Guest.Bytes(0, 1_000).ToArray());
        Assert.Equal(new byte[1_000], wasi.Guest.Bytes(101_000, 1_000).ToArray());
        Assert.InRange(wasi.Guest.Bytes(1_000, 100_000).ToArray().Count(item => item == 0), 200, 700);
    }

    private RawWasi Start() => new(new WasiGrant
    {
        Arguments = ["program", "argument"],
        Environment = new Dictionary<string, string> { ["NAME"] = "value" },
        Files = new GuestFiles(new FileGrant { Mounts = [new FileMount("/", files, isWritable: true)] }),
    });

    /// <summary>Numbers that mistakes are made with, and any others.</summary>
    private static long Number(Random random) => random.Next(12) switch
    {
        0 => 0,
        1 => -1,
        2 => RawGuest.MemorySize - random.Next(64),
        3 => int.MaxValue,
        4 => int.MinValue,
        5 => long.MaxValue,
        6 => long.MinValue,
        7 => random.NextInt64(),
        8 or 9 => random.Next(16_384),
        _ => random.Next(8),
    };

    /// <summary>Calls, and checks that what comes of it is an error of WASI, or a trap for which the guest is to blame.</summary>
    /// <returns>Whether it did not trap.</returns>
    private static bool AssertHarmless(RawWasi wasi, string name, object[] arguments)
    {
        string call = $"{name}({string.Join(", ", arguments)})";

        // A wait ends with the call.
        using GuestCallScope scope = wasi.Guest.Store.BeginCall(TimeSpan.FromMilliseconds(20));
        try
        {
            object? result = wasi.Guest.Call(name, arguments);
            Assert.True(result is null || Enum.IsDefined((WasiError)(int)result), $"{call} is {result}.");
            return true;
        }
        catch (WasmtimeException exception)
        {
            WasmImportException? cause = exception.InnerException as WasmImportException;
            Assert.True(
                cause is { IsBadArgument: true } or { InnerException: GuestExitException or OperationCanceledException },
                $"{call}: {exception}");
            return false;
        }
    }

    private sealed class Recorder : GuestObserver
    {
        public List<string> Lines { get; } = [];

        public override bool ObservesMemory => true;

        public override void MemoryRead(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) =>
            Lines.Add($"read {address}: {bytes.Length}");

        public override void MemoryWritten(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) =>
            Lines.Add($"wrote {address}: {bytes.Length}");
    }
}
