using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>A method of another ABI reads and writes the guest's memory where it likes, and nowhere else.</summary>
public sealed class GuestContextMemoryTests : IDisposable
{
    private static readonly string[] Imports = ["foreign.sum (i32 i32) -> i32", "foreign.fill (i32 i32 i32)"];

    private readonly Linker linker = new(RawGuest.Engine);
    private readonly RawGuest guest;
    private GuestContext? context;

    public GuestContextMemoryTests()
    {
        linker.DefineForeign(instance => new Foreign(context = instance));
        guest = RawGuest.Create(linker, Imports);
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Fact]
    public void Bytes_that_the_guest_points_to_are_read_and_written()
    {
        guest.Call("fill", 100, 3, 7);
        Assert.Equal([0, 7, 7, 7, 0], guest.Bytes(99, 5).ToArray());
        Assert.Equal(14, guest.Call("sum", 99, 3));
    }

    [Fact]
    public void The_memory_is_there_to_its_last_byte()
    {
        guest.Call("fill", RawGuest.MemorySize - 4, 4, 1);
        Assert.Equal(4, guest.Call("sum", RawGuest.MemorySize - 4, 4));
    }

    [Fact]
    public void Memory_that_grew_is_there_too()
    {
        WasmImportException before = guest.CallToFail("sum", RawGuest.MemorySize, 1);
        Assert.Contains("do not lie in the guest's memory", before.Message, StringComparison.Ordinal);
        guest.Instance.GetFunction("grow")!.Invoke();
        guest.Call("fill", RawGuest.MemorySize, 2, 5);
        Assert.Equal(10, guest.Call("sum", RawGuest.MemorySize, 2));
    }

    [Theory]
    [InlineData(RawGuest.MemorySize - 3, 4)]
    [InlineData(RawGuest.MemorySize, 1)]
    [InlineData(-1, 1)]
    [InlineData(-1, 2)]
    [InlineData(8, int.MaxValue)]
    public void Outside_of_the_memory_is_a_bad_argument_that_names_the_pointer(int address, int count)
    {
        foreach (WasmImportException exception in new[] { guest.CallToFail("sum", address, count), Filled(address, count) })
        {
            Assert.True(exception.IsBadArgument);
            Assert.Equal("address", exception.Parameter);
            Assert.Contains("do not lie in the guest's memory of 131072 bytes", exception.Message, StringComparison.Ordinal);
        }

        static WasmImportException Filled(int address, int count)
        {
            using Linker linker = new(RawGuest.Engine);
            linker.DefineForeign(instance => new Foreign(instance));
            using RawGuest guest = RawGuest.Create(linker, Imports);
            return guest.CallToFail("fill", address, count, 1);
        }
    }

    [Fact]
    public void More_than_a_view_has_is_a_bad_argument()
    {
        WasmImportException exception = guest.CallToFail("sum", 0, int.MinValue);
        Assert.True(exception.IsBadArgument);
        Assert.Contains("2147483648 bytes are more than the 2147483647 that a view has", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_bytes_are_not_read_wherever_they_are() => Assert.Equal(0, guest.Call("sum", -1, 0));

    [Fact]
    public void Observers_are_told_of_what_is_read_and_of_what_was_written()
    {
        Recorder recorder = new();
        guest.Store.SetGuestOptions(new GuestOptions { Observers = [recorder] });
        guest.Call("fill", 16, 3, 9);
        guest.Call("sum", 15, 3);
        Assert.Equal(["wrote 16: 090909", "0 read, 3 written", "read 15: 000909", "3 read, 0 written"], recorder.Lines);
    }

    [Fact]
    public void An_observer_refuses_to_have_memory_read()
    {
        guest.Store.SetGuestOptions(new GuestOptions { Observers = [new Recorder { Refuses = true }] });
        Assert.Equal("enough", guest.CallToFail("sum", 16, 3).InnerException!.Message);
    }

    [Fact]
    public void The_memory_of_a_store_that_is_disposed_is_gone()
    {
        guest.Call("sum", 16, 3);
        guest.Store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => context!.ReadMemory(16, 3).Length);
        Assert.Throws<ObjectDisposedException>(() => context!.WriteMemory(16, 3).Length);
    }

    private sealed class Foreign(GuestContext context) : IForeign
    {
        public int Sum(uint address, uint count)
        {
            int sum = 0;
            foreach (byte item in context.ReadMemory(address, count))
            {
                sum += item;
            }

            return sum;
        }

        public void Fill(uint address, uint count, int value) => context.WriteMemory(address, count).Fill((byte)value);
    }

    private sealed class Recorder : GuestObserver
    {
        public List<string> Lines { get; } = [];

        public bool Refuses { get; init; }

        public override bool ObservesMemory => true;

        public override void ImportEnded(in ImportCall call, in CallEnd end) =>
            Lines.Add($"{end.BytesRead} read, {end.BytesWritten} written");

        public override void MemoryRead(GuestContext guest, uint address, ReadOnlySpan<byte> bytes)
        {
            if (Refuses)
            {
                throw new InvalidOperationException("enough");
            }

            Lines.Add($"read {address}: {Convert.ToHexStringLower(bytes)}");
        }

        public override void MemoryWritten(GuestContext guest, uint address, ReadOnlySpan<byte> bytes) =>
            Lines.Add($"wrote {address}: {Convert.ToHexStringLower(bytes)}");
    }
}
