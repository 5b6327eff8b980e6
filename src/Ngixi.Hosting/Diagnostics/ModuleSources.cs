using Ngixi.Hosting.Modules;
using Wasmtime;

namespace Ngixi.Hosting.Diagnostics;

/// <summary>Tells which lines of its source a module was at. Nothing is read until something fails, and then once.</summary>
/// <param name="read">Reads where the lines are; null for a module that nothing is known of.</param>
/// <param name="report">Is told why they cannot be read.</param>
internal sealed class ModuleSources(Func<PositionTable?> read, Action<string> report)
{
    private readonly Lock reading = new();
    private PositionTable? table;
    private bool isRead;

    /// <summary>Finds the sources of a module.</summary>
    /// <param name="wasm">The module.</param>
    /// <param name="module">What it says of itself.</param>
    /// <param name="sourceMap">Its source map; empty for none, or for that which lies beside its file.</param>
    /// <param name="file">Its file, <c>x.wasm</c>, beside which <c>x.wasm.map</c> may lie; null for none.</param>
    /// <param name="report">Is told why they cannot be read.</param>
    public static ModuleSources Of(
        ReadOnlySpan<byte> wasm, WasmModule module, ReadOnlyMemory<byte> sourceMap, string? file, Action<string> report)
    {
        if (!sourceMap.IsEmpty)
        {
            return new ModuleSources(() => SourceMap.Read(sourceMap.Span), report);
        }

        byte[] lines = module.ContentOf(".debug_line", wasm).ToArray();
        if (lines.Length > 0)
        {
            byte[] strings = module.ContentOf(".debug_line_str", wasm).ToArray();
            uint code = (uint)module.CodeStart;
            return new ModuleSources(() => LineProgram.Read(lines, strings, code), report);
        }

        return new ModuleSources(() => file is null ? null : ReadFile(file + ".map"), report);
    }

    /// <summary>Gets the functions that were being called when a guest failed, the innermost first.</summary>
    public IReadOnlyList<GuestFrame> FramesOf(WasmtimeException exception) =>
        exception.Frames is { Count: > 0 } frames ? [.. frames.Select(FrameOf)] : [];

    private static PositionTable? ReadFile(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            byte[] bytes = new byte[Math.Min(file.Length, SourceMap.MaxBytes + 1)];
            file.ReadExactly(bytes);
            return SourceMap.Read(bytes);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private GuestFrame FrameOf(TrapFrame frame)
    {
        long offset = (long)frame.ModuleOffset;
        SourcePosition? position = Table()?.Find(offset, offset - (long)frame.FunctionOffset);
        string? function = string.IsNullOrEmpty(frame.FunctionName) ? null : frame.FunctionName;
        return new GuestFrame(function, offset, position?.File, position?.Line ?? 0, position?.Column ?? 0);
    }

    private PositionTable? Table()
    {
        lock (reading)
        {
            if (!isRead)
            {
                isRead = true;
                try
                {
                    table = read();
                }
                catch (FormatException exception)
                {
                    report(exception.Message);
                }
            }

            return table;
        }
    }
}
