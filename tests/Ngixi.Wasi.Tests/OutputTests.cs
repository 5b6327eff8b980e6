using System.Text;
using Ngixi.Bindgen;
using Ngixi.Wasi.Tests.Support;

namespace Ngixi.Wasi.Tests;

/// <summary>Output comes by line, on the thread of the guest, however the guest writes it.</summary>
public sealed class OutputTests
{
    private readonly List<string> lines = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(1_000)]
    public void Lines_are_put_together_of_any_pieces(int size)
    {
        byte[] text = Encoding.UTF8.GetBytes("one\ntwo, grüße 日本 😀\r\n\n\r\nthree\rfour\nlast");
        LineWriter writer = new(lines.Add);
        foreach (byte[] piece in text.Chunk(size))
        {
            writer.Write(piece);
        }

        Assert.Equal(["one", "two, grüße 日本 😀", "", "", "three\rfour"], lines);
        writer.Flush();
        writer.Flush();
        Assert.Equal("last", lines[^1]);
        Assert.Equal(6, lines.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void A_line_without_end_is_cut_between_characters(int size)
    {
        string text = string.Concat(Enumerable.Repeat("ab😀é", 20_000));
        LineWriter writer = new(lines.Add);
        foreach (byte[] piece in Encoding.UTF8.GetBytes(text).Chunk(size))
        {
            writer.Write(piece);
        }

        writer.Flush();
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 1, WasiOutput.MaxLineBytes));
        Assert.Equal(text, string.Concat(lines));
    }

    [Fact]
    public void What_is_no_UTF8_is_shown_as_such()
    {
        LineWriter writer = new(lines.Add);
        writer.Write([(byte)'a', 0xFF, (byte)'b', 0xC3, (byte)'\n']);
        Assert.Equal(["a\uFFFDb\uFFFD"], lines);
    }

    [Fact]
    public void Lines_come_on_the_thread_of_the_guest_and_the_last_with_its_end()
    {
        HashSet<int> threads = [];
        WasiOutput output = WasiOutput.ToLines(line =>
        {
            lines.Add(line);
            threads.Add(Environment.CurrentManagedThreadId);
        });
        using (RawWasi wasi = new(new WasiGrant { Output = output, Error = output }))
        {
            Assert.Equal((WasiError.Success, 8), wasi.Write(1, "out", " 1\nou"));
            Assert.Equal((WasiError.Success, 8), wasi.Write(2, "err", " 1\ner"));
            Assert.Equal(["out 1", "err 1"], lines);
        }

        Assert.Equal(["out 1", "err 1", "ou", "er"], lines);
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }

    [Fact]
    public void A_guest_that_asks_for_it_has_what_it_wrote_passed_on()
    {
        using RawWasi wasi = new(new WasiGrant { Output = WasiOutput.ToLines(lines.Add) });
        wasi.Write(1, "prompt> ");
        Assert.Empty(lines);
        Assert.Equal(WasiError.Success, wasi.Call("fd_sync", 1));
        Assert.Equal(["prompt> "], lines);
    }

    [Fact]
    public void The_end_of_a_guest_passes_on_what_it_wrote()
    {
        using RawWasi wasi = new(new WasiGrant { Output = WasiOutput.ToLines(lines.Add) });
        wasi.Write(1, "bye");
        WasmImportException exception = wasi.Guest.CallToFail("proc_exit", 7);
        Assert.Equal(7, Assert.IsType<GuestExitException>(exception.InnerException).Code);
        Assert.Equal(7, GuestExitException.CodeOf(exception));
        Assert.Null(GuestExitException.CodeOf(new InvalidOperationException()));
        Assert.Equal(["bye"], lines);
    }

    [Fact]
    public void What_takes_the_lines_and_throws_traps_the_guest()
    {
        using RawWasi wasi = new(new WasiGrant { Output = WasiOutput.ToLines(_ => throw new InvalidOperationException("full")) });
        wasi.Guest.Write(RawWasi.Result, "a\n"u8);
        wasi.SetVector(0, RawWasi.Result, 2);
        WasmtimeException exception = Assert.ThrowsAny<WasmtimeException>(() => wasi.CallVectors("fd_write", 1, 1, RawWasi.Result + 8));
        Assert.Equal("full", exception.InnerException!.InnerException!.Message);
    }

    [Fact]
    public void Output_has_no_more_bytes_than_a_call_may_write_and_the_next_call_goes_on()
    {
        using RawWasi wasi = new(new WasiGrant { Output = WasiOutput.ToLines(lines.Add), MaxOutputBytes = 4 });
        wasi.Guest.Store.BeginCall(Timeout.InfiniteTimeSpan).Dispose();
        Assert.Equal((WasiError.Success, 4), wasi.Write(1, "abcdef"));
        Assert.Equal(WasiError.Quota, wasi.Write(1, "g").Error);
        Assert.Equal(WasiError.Quota, wasi.Write(2, "g").Error);
        wasi.Guest.Store.BeginCall(Timeout.InfiniteTimeSpan).Dispose();
        Assert.Equal((WasiError.Success, 2), wasi.Write(1, "h\n"));
        Assert.Equal(["abcdh"], lines);
    }

    [Fact]
    public void Input_is_read_in_pieces_and_then_no_more()
    {
        using RawWasi wasi = new(new WasiGrant { Input = "abcdef"u8.ToArray() });
        Assert.Equal((WasiError.Success, "abcd"), wasi.Read(0, 1, 3));
        Assert.Equal((WasiError.Success, "ef"), wasi.Read(0, 10));
        Assert.Equal((WasiError.Success, ""), wasi.Read(0, 10));
    }
}
