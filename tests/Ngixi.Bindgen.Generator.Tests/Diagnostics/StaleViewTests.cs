namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

public sealed class StaleViewTests
{
    [Theory]
    [InlineData("plugin.Run(); Use({|NGX0042:bytes|});")]
    [InlineData("plugin.Run(); text.Append({|NGX0042:bytes|}[0]);")]
    [InlineData("plugin.Run(); foreach (byte item in {|NGX0042:bytes|}) { text.Append(item); }")]
    [InlineData("foreach (byte item in {|NGX0042:bytes|}) { text.Append(item); plugin.Run(); }")]
    [InlineData("ReadOnlySpan<byte> head = bytes[..1]; plugin.Run(); Use({|NGX0042:head|});")]
    [InlineData("var head = bytes.Slice(1); var rest = head.Slice(1); plugin.Run(); Use({|NGX0042:rest|});")]
    [InlineData("ref readonly byte first = ref bytes[0]; plugin.Run(); text.Append({|NGX0042:first|});")]
    [InlineData("if (bytes.Length > 1) { plugin.Run(); } Use({|NGX0042:bytes|});")]
    [InlineData("Use(plugin.Run() > 0 ? {|NGX0042:bytes|} : default);")]
    [InlineData("text.Append({|NGX0042:bytes|}[plugin.Run()]);")]
    [InlineData("try { plugin.Run(); } catch (Exception) { Use({|NGX0042:bytes|}); }")]
    [InlineData("try { plugin.Run(); } finally { Use({|NGX0042:bytes|}); }")]
    [InlineData("for (int i = 0; i < bytes.Length; i++) { plugin.Take({|NGX0042:bytes|}[i]); }")]
    [InlineData("plugin?.Run(); Use({|NGX0042:bytes|});")]
    [InlineData("((IBase)plugin).Inherited(); Use({|NGX0042:bytes|});")]
    [InlineData("plugin.Inherited(); Use({|NGX0042:bytes|});")]
    [InlineData("function.Invoke(); Use({|NGX0042:bytes|});")]
    [InlineData("memory.Grow(1); Use({|NGX0042:bytes|});")]
    [InlineData("byte[] copy = bytes.ToArray(); bytes = copy; plugin.Run(); Use(bytes); Use({|NGX0042:buffer|});")]
    [InlineData("plugin.Run(); buffer = {|NGX0042:buffer|}.Slice(1);")]
    [InlineData("plugin.Run(); {|NGX0042:buffer|}.Fill(7);")]
    [InlineData("plugin.Run(); {|NGX0042:buffer|}[0] = 7;")]
    [InlineData("var numbers = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(bytes); plugin.Run(); text.Append({|NGX0042:numbers|}[0]);")]
    [InlineData("while (true) { if (bytes.IsEmpty) { break; } Use({|NGX0042:bytes|}); plugin.Run(); }")]
    [InlineData("switch (plugin.Run()) { case 0: break; default: Use({|NGX0042:bytes|}); break; }")]
    public async Task A_use_after_a_call_of_the_guest_is_marked(string body) => await Verify(body);

    [Theory]
    [InlineData("Use(bytes); plugin.Run();")]
    [InlineData("byte[] copy = bytes.ToArray(); plugin.Run(); Use(copy);")]
    [InlineData("ReadOnlySpan<byte> copy = bytes.ToArray(); plugin.Run(); Use(copy);")]
    [InlineData("bytes = bytes.ToArray(); plugin.Run(); Use(bytes);")]
    [InlineData("string copy = System.Text.Encoding.UTF8.GetString(bytes); plugin.Run(); text.Append(copy);")]
    [InlineData("int count = bytes.Length; plugin.Run(); text.Append(count);")]
    [InlineData("plugin.Run(); text.Append(bytes.Length); if (buffer.IsEmpty) { return; }")]
    [InlineData("foreach (byte item in bytes) { text.Append(item); } plugin.Run();")]
    [InlineData("plugin.Take(bytes[0]);")]
    [InlineData("plugin.TakeAll(bytes);")]
    [InlineData("text.Append(plugin.Take(bytes[0]));")]
    [InlineData("if (bytes.IsEmpty) { plugin.Run(); return; } Use(bytes);")]
    [InlineData("if (bytes.IsEmpty) { plugin.Run(); } else { Use(bytes); }")]
    [InlineData("Action later = () => plugin.Run(); Use(bytes); later();")]
    [InlineData("Span<byte> mine = stackalloc byte[4]; plugin.Run(); Use(mine); mine.Fill(1);")]
    [InlineData("plugin.Run(); ReadOnlySpan<byte> mine = new byte[4]; Use(mine);")]
    [InlineData("other.Run(); Use(bytes);")]
    [InlineData("byte first = bytes[0]; plugin.Run(); text.Append(first);")]
    [InlineData("ReadOnlySpan<byte> rest = bytes; while (!rest.IsEmpty) { Use(rest); rest = rest[1..]; } plugin.Run();")]
    [InlineData("while (true) { Span<byte> mine = new byte[4]; Use(mine); plugin.Run(); }")]
    [InlineData("int Later() => plugin.Run(); Use(bytes); Later();")]
    public async Task Other_uses_are_not(string body) => await Verify(body);

    [Fact]
    public async Task Methods_that_no_guest_calls_are_left_alone() => await AnalyzerTest.Verify(
        """
        [WasmExport] interface IPlugin { int Run(); }
        class Host(IPlugin plugin)
        {
            public void Use(ReadOnlySpan<byte> bytes) { plugin.Run(); foreach (byte item in bytes) { Console.WriteLine(item); } }
        }
        """);

    private static async Task Verify(string body) => await AnalyzerTest.Verify(
        $$"""
        interface IBase { void Inherited(); }
        interface IOther { int Run(); }
        [WasmExport] interface IPlugin : IBase { int Run(); int Take(int value); void TakeAll(ReadOnlySpan<byte> bytes); }
        [WasmImport("env")] interface IViews { void Test(ReadOnlySpan<byte> bytes, Span<byte> buffer); }

        class Views(IPlugin plugin, IOther other, Wasmtime.Function function, Wasmtime.Memory memory, System.Text.StringBuilder text) : IViews
        {
            public void Test(ReadOnlySpan<byte> bytes, Span<byte> buffer)
            {
                {{body}}
            }

            private void Use(ReadOnlySpan<byte> view) => _ = (plugin, other, function, memory, text, view.Length);
        }
        """);
}
