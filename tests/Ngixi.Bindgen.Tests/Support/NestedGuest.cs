using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>A guest with an employee in its memory that is as it should be, for tests to damage.</summary>
internal sealed class NestedGuest : IDisposable
{
    public const int Employee = 0x100;
    public const int Name = 0x400;
    public const int BadUtf8 = 0x480;
    public const int Work = 0x500;
    public const int Languages = 0x600;
    public const int Scores = 0x700;
    public const int Free = 0x1000;

    /// <summary>What a refused call may allocate: its exceptions and their texts, and nothing of the guest's size.</summary>
    public const long RefusalBytes = 64 * 1024;

    private static readonly string[] OnePointer =
    [
        "employee", "nullable_employee", "small_employee", "spot", "nullable_spot", "figure", "node", "identifier", "nullable_identifier",
    ];

    private static readonly string[] Pairs =
    [
        "employees", "strings", "nullable_strings", "few_strings", "few_numbers", "booleans", "levels", "ages", "matrix", "spots", "nodes",
        "dictionary", "staff", "by_number", "by_level", "few_entries", "optional_number", "optional_level", "optional_truth",
    ];

    private readonly Linker linker = new(RawGuest.Engine);

    /// <param name="isC">Whether it is in C, with the printed functions.</param>
    public NestedGuest(bool isC = false)
    {
        linker.DefineNested(Sink);
        Raw = isC
            ? RawGuest.Of(CModules.Of("nested"), linker)
            : RawGuest.Create(
                linker,
                [.. OnePointer.Select(name => $"nested.{name} (i32)"), .. Pairs.Select(name => $"nested.{name} (i32 i32)")]);
        WriteEmployee(Raw.Instance.GetMemory("memory")!);
        Raw.Write(BadUtf8, [0x61, 0xFF, 0x61]);
    }

    public RawGuest Raw { get; }

    public NestedSink Sink { get; } = new();

    /// <summary>Writes an employee with a name, an age, a place, a language and two scores.</summary>
    public static void WriteEmployee(Memory memory)
    {
        Write(Employee, Name, 3, 0x0000_C801, 1, 30, Work, Languages, 1, Scores, 2, 0);
        "Ada"u8.CopyTo(memory.GetSpan(Name, 3));
        Write(Languages, Name, 3);
        Write(Scores, 7, 8);

        void Write(int address, params ReadOnlySpan<uint> words) =>
            MemoryMarshal.AsBytes(words).CopyTo(memory.GetSpan(address, words.Length * sizeof(uint)));
    }

    public void Words(int address, params ReadOnlySpan<uint> words) => Raw.Write(address, MemoryMarshal.AsBytes(words));

    /// <summary>Writes a table of pairs, all the same.</summary>
    public void Repeat(int address, int count, uint first, uint second)
    {
        for (int i = 0; i < count; i++)
        {
            Words(address + (i * 8), first, second);
        }
    }

    public void Accepts(string import, params object[] arguments)
    {
        int calls = Sink.Calls;
        Raw.Call(import, arguments);
        Assert.Equal(calls + 1, Sink.Calls);
    }

    /// <summary>Checks that a call is refused with a message, twice, and what the second one allocates: the first compiles code.</summary>
    public void RefusesWithin(long bytes, string import, string reason, params object[] arguments)
    {
        int calls = Sink.Calls;
        Raw.CallToFail(import, arguments);
        long before = GC.GetAllocatedBytesForCurrentThread();
        WasmImportException exception = Raw.CallToFail(import, arguments);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(exception.IsBadArgument, exception.ToString());
        Assert.Equal($"nested.{import}", exception.Import);
        Assert.Equal("value", exception.Parameter);
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
        Assert.Equal($"Import nested.{import}, parameter value: {exception.Reason}", exception.Message);
        Assert.InRange(exception.Message.Length, 1, 300);
        Assert.Equal(calls, Sink.Calls);
        Assert.True(allocated <= bytes, $"The refused call allocated {allocated} bytes, more than {bytes}.");
    }

    public void Refuses(string import, string reason, params object[] arguments) => RefusesWithin(RefusalBytes, import, reason, arguments);

    public void WriteText(int address, string text) => Raw.Write(address, Encoding.UTF8.GetBytes(text));

    public void Dispose()
    {
        Raw.Dispose();
        linker.Dispose();
    }
}
