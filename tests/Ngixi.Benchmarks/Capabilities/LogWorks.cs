using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>Lines of a log.</summary>
internal static partial class LogWorks
{
    private const string Module = "billing";
    private const string Text = "order 4711 of customer 12 was paid by card, and is sent tomorrow";
    private const string Json = """{"message":"paid","order":4711,"customer":12,"by":"card","gift":true}""";
    private const uint Utf16 = 0x8000_0000;

    private static readonly Dictionary<string, object?> Scope = new() { ["wasm.module"] = Module };

    public static IReadOnlyList<CapabilityWork> All { get; } =
    [
        Line("a log line that the grant filters, UTF-16", Text, Encoding.Unicode, granted: LogLevel.Warning, written: LogLevel.Trace),
        Line("a log line that the grant filters, UTF-8", Text, Encoding.UTF8, granted: LogLevel.Warning, written: LogLevel.Trace),
        Line("a log line that the logger filters, UTF-16", Text, Encoding.Unicode, granted: LogLevel.Trace, written: LogLevel.Warning),
        Line("a log line, UTF-16", Text, Encoding.Unicode, LogLevel.Trace, LogLevel.Trace),
        Line("a log line, UTF-8", Text, Encoding.UTF8, LogLevel.Trace, LogLevel.Trace),
        Line("a log line of JSON with 4 properties", Json, Encoding.Unicode, LogLevel.Trace, LogLevel.Trace),
        Event("a log event with 2 properties that the grant filters", LogLevel.Warning),
        Event("a log event with 2 properties", LogLevel.Trace),
    ];

    private static CapabilityWork Line(string title, string text, Encoding encoding, LogLevel granted, LogLevel written)
    {
        byte[] bytes = encoding.GetBytes(text);
        uint length = (uint)bytes.Length | (encoding == Encoding.Unicode ? Utf16 : 0);
        LogLevel least = granted > written ? granted : written;
        return new CapabilityWork(
            title,
            """(import "env" "log" (func $log (param i32 i32)))""",
            $"(call $log (i32.const 0) (i32.const {length}))",
            bytes,
            (linker, host) => linker.DefineLog(LogOf(host, granted, written).ForInstance),
            (linker, host) =>
            {
                ILogger logger = host.Loggers(least).CreateLogger(Module);
                linker.DefineFunction("env", "log", (Caller caller, int address, int byteCount) =>
                {
                    if (logger.IsEnabled(LogLevel.Information))
                    {
                        Write(logger, encoding.GetString(caller.GetMemory("memory")!.GetSpan(address, byteCount & int.MaxValue)));
                    }
                });
            },
            host =>
            {
                ILogger logger = host.Loggers(least).CreateLogger(Module);
                return () => Write(logger, text);
            },
            Effects: least <= LogLevel.Information ? 1 : 0);
    }

    /// <summary>An event with a message, and two numbers under names of 5 characters.</summary>
    private static CapabilityWork Event(string title, LogLevel granted)
    {
        const int Message = 32;
        const int Names = 48;
        const int Table = 64;
        byte[] memory = new byte[128];
        Encoding.UTF8.GetBytes("paid").CopyTo(memory, Message);
        Encoding.UTF8.GetBytes("orderitems").CopyTo(memory, Names);

        // An entry: the name, the case of the union, and where the case is (docs/abi.md, Values in memory).
        int[] table = [Names, 5, 1, 8, Names + 5, 5, 1, 16];
        Buffer.BlockCopy(table, 0, memory, Table, table.Length * sizeof(int));
        BitConverter.TryWriteBytes(memory.AsSpan(8), 4_711L);
        BitConverter.TryWriteBytes(memory.AsSpan(16), 12L);
        return new CapabilityWork(
            title,
            """(import "env" "log_event" (func $event (param i32 i32 i32 i32 i32 i32 i32)))""",
            $"""
            (call $event
                (i32.const 2) (i32.const 0) (i32.const 0) (i32.const {Message}) (i32.const 4) (i32.const {Table}) (i32.const 2))
            """,
            memory,
            (linker, host) => linker.DefineLog(LogOf(host, granted, LogLevel.Trace).ForInstance),
            (linker, host) =>
            {
                ILogger logger = host.Loggers(granted).CreateLogger(Module);
                linker.DefineFunction(
                    "env",
                    "log_event",
                    (Caller caller, int level, int target, int targetLength, int message, int length, int entries, int count) =>
                    {
                        if (logger.IsEnabled((LogLevel)level))
                        {
                            Memory memory = caller.GetMemory("memory")!;
                            List<KeyValuePair<string, object?>> state = [new("Message", memory.ReadString(message, length, Encoding.UTF8))];
                            for (int entry = entries; entry < entries + (count * 16); entry += 16)
                            {
                                string name = memory.ReadString(memory.ReadInt32(entry), memory.ReadInt32(entry + 4), Encoding.UTF8);
                                state.Add(new(name, memory.ReadInt64(memory.ReadInt32(entry + 12))));
                            }

                            Write(logger, (LogLevel)level, state);
                        }
                    });
            },
            host =>
            {
                ILogger logger = host.Loggers(granted).CreateLogger(Module);
                return () =>
                {
                    if (logger.IsEnabled(LogLevel.Information))
                    {
                        Write(logger, LogLevel.Information, [new("Message", "paid"), new("order", 4_711L), new("items", 12L)]);
                    }
                };
            },
            Effects: granted <= LogLevel.Information ? 1 : 0);
    }

    private static GuestLog LogOf(CapabilityHost host, LogLevel granted, LogLevel written) => new(
        host.Loggers(written),
        Module,
        new LogGrant { MinimumLevel = granted, MaxLinesPerSecond = int.MaxValue, MaxBytesPerSecond = int.MaxValue });

    private static void Write(ILogger logger, string text)
    {
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        if (!text.StartsWith('{'))
        {
            using IDisposable? scope = logger.BeginScope(Scope);
            LogText(logger, text);
            return;
        }

        using JsonDocument json = JsonDocument.Parse(text);
        List<KeyValuePair<string, object?>> state = [];
        foreach (JsonProperty property in json.RootElement.EnumerateObject())
        {
            state.Add(new(property.Name, property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString(),
                JsonValueKind.Number => property.Value.GetInt64(),
                _ => property.Value.GetBoolean(),
            }));
        }

        Write(logger, LogLevel.Information, state);
    }

    private static void Write(ILogger logger, LogLevel level, List<KeyValuePair<string, object?>> state)
    {
        using IDisposable? scope = logger.BeginScope(Scope);
        logger.Log(level, default, state, null, static (state, _) => (string)state[0].Value!);
    }

    [LoggerMessage(1, LogLevel.Information, "{Message}")]
    private static partial void LogText(ILogger logger, string message);
}
