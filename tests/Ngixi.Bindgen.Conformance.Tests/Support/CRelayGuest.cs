using System.Text.RegularExpressions;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>
/// A guest in C that is made from the stubs: for each type, a function that takes a value from the host and gives it back, and an
/// export that returns what it is called with.
/// </summary>
internal sealed partial class CRelayGuest : IDisposable
{
    /// <summary>Memory that a call takes and the next one gets back: a guest in C brings its own allocator.</summary>
    private const string Arena =
        """
        #include <stddef.h>
        #include <stdint.h>

        extern unsigned char __heap_base;
        static uintptr_t arena_end;

        static inline void arena_reset(void) { arena_end = (uintptr_t)&__heap_base; }

        static inline void *arena_take(size_t size) {
          if (!arena_end) arena_reset();
          uintptr_t start = (arena_end + 7) & ~(uintptr_t)7;
          arena_end = start + size;
          size_t pages = __builtin_wasm_memory_size(0), needed = (arena_end >> 16) + 1;
          if (needed > pages && __builtin_wasm_memory_grow(0, needed - pages) == (size_t)-1) __builtin_trap();
          return (void *)start;
        }

        #define NGIXI_ALLOCATE(size) arena_take(size)
        #define NGIXI_FREE(memory) ((void)(memory))

        """;

    private static readonly Engine Engine = new(GuestConfig.Create());
    private static readonly Lazy<Module> Relay = new(Compile);

    private readonly Linker linker = new(Engine);
    private readonly Store store = new(Engine);
    private readonly Instance instance;

    public CRelayGuest()
    {
        linker.DefineGive(Giver);
        linker.DefineTake(Taker);
        instance = linker.Instantiate(store, Relay.Value);
        Echo = instance.GetEcho();
    }

    public Giver Giver { get; } = new();

    public Taker Taker { get; } = new();

    public IEcho Echo { get; }

    public void Run(TypeRow row) => instance.GetAction($"run_{row.GuestName}")!();

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
    }

    private static string Host => Path.Combine(AssemblyScriptCompiler.GuestDirectory, "c", "host");

    private static Module Compile()
    {
        using TemporaryFolder folder = new();
        folder.Write("guest.c", $"{Arena}#include \"host.h\"\n{string.Concat(Relays())}{string.Concat(Echoes())}");
        CCompiler.Compile(folder.Path, "-std=c11", "-I", Host, "guest.c").Succeeds();
        return Module.FromFile(Engine, folder.At("guest.wasm"));
    }

    /// <summary>A function for each that the host gives: the result goes to the one that takes it.</summary>
    private static IEnumerable<string> Relays()
    {
        Dictionary<string, string> takes = Taken().Matches(Header("take.h")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        foreach ((TypeRow row, Match give) in ConformanceTable.Rows.Zip(Given().Matches(Header("give.h"))))
        {
            string type = give.Groups[1].Value.Trim();
            string name = give.Groups[2].Value;
            bool isBlock = type.EndsWith('*') && !takes[name].EndsWith('*');
            string struct_ = type.TrimEnd('*').Replace("const ", "", StringComparison.Ordinal).Trim();
            string value = isBlock ? $"value ? *value : ({struct_}){{0, 0}}" : "value";
            yield return $"__attribute__((export_name(\"run_{row.GuestName}\"))) void run_{name}(void) {{\n  arena_reset();\n  {type} value = host_give_{name}();\n  host_take_{name}({value});\n}}\n";
        }
    }

    private static IEnumerable<string> Echoes() => Echoed().Matches(Header("echo.h")).Select(echo => $"{echo.Groups[1].Value} {{ return {echo.Groups[2].Value}; }}\n");

    private static string Header(string name) => File.ReadAllText(Path.Combine(Host, name));

    [GeneratedRegex(@"^static inline (.*?)host_give_(\w+)\(void\) \{", RegexOptions.Multiline)]
    private static partial Regex Given();

    [GeneratedRegex(@"^static inline void host_take_(\w+)\((.*?)\w+\) \{", RegexOptions.Multiline)]
    private static partial Regex Taken();

    [GeneratedRegex(@"^((?!static )\w.*host_echo_\w+\(.*?(\w+)\));", RegexOptions.Multiline)]
    private static partial Regex Echoed();
}
