namespace Demo;

[WasmImport("env", Prefix = "log_")]
public interface ILog
{
    bool IsEnabled(Level level = Level.Info, ReadOnlySpan<char> target = default);
    [WasmFilter(nameof(IsEnabled))] void Write(ReadOnlySpan<char> message);
    [WasmFilter(nameof(IsEnabled))] void WriteEvent(string message, ReadOnlySpan<char> target, Level level, IReadOnlyDictionary<string, string> properties);
    bool IsFor(string name);
    [WasmFilter(nameof(IsFor))] void Send(string name, string text);
}

public enum Level { Debug, Info }
