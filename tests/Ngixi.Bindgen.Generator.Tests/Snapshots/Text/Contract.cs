namespace Demo;

[WasmImport("env", Prefix = "text_")]
public interface IText
{
    string Upper(string text);
    string? Find(string? text, [MaxBytes(64)] string? other);
    int Count(ReadOnlySpan<char> text, [MaxBytes(10)] ReadOnlySpan<char> pattern);
    ReadOnlySpan<char> Slice(ReadOnlySpan<char> text, int start);
}
