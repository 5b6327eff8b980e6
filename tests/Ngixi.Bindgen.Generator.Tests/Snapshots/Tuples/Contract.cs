namespace Demo;

[WasmImport("env")]
public interface ITuples
{
    (int, string) Pair(string key);
    (int Count, string? Name, byte[] Data) Named();
    bool TryGet(string key, out byte[]? value);
    bool TryParse(string text, out int value, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(true)] out string rest);
    void Split(string text, out string head, out string tail);
    void Only(out long value);
    void OnlyText(string a, out string? value);
    [WasmErrors(typeof(Failure))] (Point, Point?) Points(Point point);
    Task<(bool Found, Point Where)> FindAsync(string name, CancellationToken cancellation);
    ICursor Open();
}

[WasmResource("cursor_")]
public interface ICursor : IDisposable
{
    bool TryNext(out string? key, out Point value);
}

public record Point(int X, int Y);

public enum Failure { Broken }
