using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>
/// A guest in C that is made from the stubs: for each type, a function that takes a value from the host and gives it back, and an
/// export that returns what it is called with.
/// </summary>
internal sealed class CRelayGuest : IDisposable
{
    private readonly Linker linker = new(CheckedInGuest.Engine);
    private readonly Store store = new(CheckedInGuest.Engine);
    private readonly Instance instance;

    public CRelayGuest(Module module)
    {
        linker.DefineGive(Giver);
        linker.DefineTake(Taker);
        instance = linker.Instantiate(store, module);
        Echo = instance.GetEcho();
    }

    public static CheckedInGuest Source { get; } = new(
        "relay.wasm",
        () => [.. PrintedHeaders.Texts, Text],
        () => PrintedHeaders.Compile(Text));

    public Giver Giver { get; } = new();

    public Taker Taker { get; } = new();

    public IEcho Echo { get; }

    public void Run(TypeRow row) => instance.GetAction($"run_{row.GuestName}")!();

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    private static string Text => $"#include \"arena.h\"\n\n#include \"host.h\"\n\n{string.Concat([.. Relays(), .. Echoes()])}";

    /// <summary>A function for each that the host gives: the result goes to the one that takes it.</summary>
    private static IEnumerable<string> Relays()
    {
        foreach (((TypeRow row, PrintedHeaders.Function give), PrintedHeaders.Function take) in ConformanceTable.Rows
            .Zip(PrintedHeaders.Give)
            .Zip(PrintedHeaders.Take))
        {
            bool isBlock = give.Type.EndsWith('*') && !take.Type.EndsWith('*');
            string value = isBlock ? $"value ? *value : ({take.Type}){{0, 0}}" : "value";
            yield return $$"""
                __attribute__((export_name("run_{{row.GuestName}}"))) void run_{{give.Name}}(void) {
                  arena_reset();
                  {{give.Type}} value = host_give_{{give.Name}}();
                  host_take_{{take.Name}}({{value}});
                }

                """;
        }
    }

    private static IEnumerable<string> Echoes() => PrintedHeaders.Echo.Select(echo => $"{echo.Prototype} {{ return {echo.Parameter}; }}\n");
}
