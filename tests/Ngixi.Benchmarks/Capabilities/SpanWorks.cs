using System.Diagnostics;
using System.Text;
using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>Spans of a trace, each begun and ended.</summary>
internal static class SpanWorks
{
    private const string Name = "payment of an order";

    public static IReadOnlyList<CapabilityWork> All { get; } =
    [
        Span("a span that nobody listens to", isRecorded: false),
        Span("a span", isRecorded: true),
    ];

    private static CapabilityWork Span(string title, bool isRecorded)
    {
        byte[] name = Encoding.UTF8.GetBytes(Name);
        return new CapabilityWork(
            title,
            """
            (import "env" "span_begin" (func $begin (param i32 i32) (result i32)))
              (import "env" "span_end" (func $end (param i32)))
            """,
            $"(call $end (call $begin (i32.const 0) (i32.const {name.Length})))",
            name,
            (linker, host) =>
            {
                Listen(host);
                linker.DefineTracing(new GuestTracing("billing").ForInstance);
            },
            (linker, host) =>
            {
                Listen(host);
                Dictionary<int, Activity?> open = [];
                int last = 0;
                linker.DefineFunction("env", "span_begin", (Caller caller, int address, int length) =>
                {
                    string text = caller.GetMemory("memory")!.ReadString(address, length, Encoding.UTF8);
                    open.Add(++last, Begin(text));
                    return last;
                });
                linker.DefineFunction("env", "span_end", (int handle) =>
                {
                    open.Remove(handle, out Activity? activity);
                    activity?.Dispose();
                });
            },
            host =>
            {
                Listen(host);
                return static () => Begin(Name)?.Dispose();
            },
            Effects: isRecorded ? 1 : 0);

        void Listen(CapabilityHost host)
        {
            if (isRecorded)
            {
                host.Listen();
            }
        }
    }

    private static Activity? Begin(string name)
    {
        Activity? activity = CapabilityHost.ByHand.StartActivity(name);
        activity?.SetTag("wasm.module", "billing");
        return activity;
    }
}
