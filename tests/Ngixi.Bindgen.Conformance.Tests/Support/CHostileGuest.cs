using Ngixi.Bindgen.Tests.Support;
using Module = Wasmtime.Module;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>
/// Guests in C that pass whatever a test says through the printed functions, and return whatever a test says from the printed exports
/// and from exports of their own. All that they have lies behind 0x18000: a test writes below.
/// </summary>
internal static class CHostileGuest
{
    /// <summary>Where a test writes what an export returns, as it stands in memory: 24 bytes.</summary>
    public const int Result = 16;

    /// <summary>One block serves: a call of the host frees what the last one had.</summary>
    private const string Start =
        """
        #include <stddef.h>

        static unsigned char pool[8192] __attribute__((aligned(8)));

        #define NGIXI_ALLOCATE(size) ((size) <= sizeof pool ? (void *)pool : NULL)
        #define NGIXI_FREE(memory) ((void)(memory))

        """;

    private static readonly string[] Layout = ["-Wl,--global-base=98304,-z,stack-size=8192,--initial-memory=131072,--max-memory=1048576"];

    private static readonly Lazy<Module> Imports = Compiled($"{Start}#include \"take.h\"\n\n{string.Concat(Passes())}");
    private static readonly Lazy<Module> Exports = Compiled($"{Start}#include \"echo.h\"\n\n{string.Concat(Returns())}");
    private static readonly Lazy<Module> RawExports = Compiled($"{Start}#include \"ngixi.h\"\n\n{string.Concat(RawReturns())}");

    /// <summary>A guest that exports the imports of the table, each as a function of the same signature.</summary>
    public static RawGuest Importing(Linker linker) => RawGuest.Of(Imports.Value, linker);

    /// <summary>A guest whose exports return what stands at <see cref="Result"/>.</summary>
    /// <param name="isRaw">Whether it is what the host gets, and not what the printed exports make that of.</param>
    public static RawGuest Exporting(Linker linker, bool isRaw) => RawGuest.Of((isRaw ? RawExports : Exports).Value, linker);

    private static Lazy<Module> Compiled(string source) =>
        new(() => Module.FromBytes(RawGuest.Engine, "hostile-c", PrintedHeaders.Compile(source, Layout)));

    /// <summary>A pair or a pointer is what the printed function takes; what its type cannot have goes to the raw import.</summary>
    private static IEnumerable<string> Passes()
    {
        foreach ((PrintedHeaders.Function take, PrintedHeaders.Function raw) in PrintedHeaders.Take.Zip(PrintedHeaders.RawTake))
        {
            string parameters = raw.Prototype[raw.Prototype.IndexOf('(', StringComparison.Ordinal)..].Trim('(', ')');
            string[] names = [.. parameters.Split(", ").Select(parameter => parameter[(parameter.LastIndexOfAny([' ', '*']) + 1)..])];
            bool isPair = names.Length == 2 && parameters.StartsWith("const void *", StringComparison.Ordinal);
            string export = $"take_{raw.Name.Replace("__", "_", StringComparison.Ordinal)}";
            yield return $"__attribute__((export_name(\"{export}\"))) void pass_{take.Name}({parameters}) {{\n";
            yield return isPair
                ? $$"""
                    struct { const void *start; uint32_t length; } raw = { {{names[0]}}, {{names[1]}} };
                    {{take.Type}} value;
                    ngixi_copy(&value, &raw, sizeof value);
                    host_take_{{take.Name}}(value);
                  }

                  """
                : take.Type.EndsWith('*')
                    ? $"  host_take_{take.Name}(({take.Type}){names[0]});\n}}\n"
                    : $"  ngixi_raw_conformance_take__{raw.Name}({string.Join(", ", names)});\n}}\n";
        }
    }

    private static IEnumerable<string> Returns() => PrintedHeaders.Echo.Select(echo => Return(echo.Prototype, echo.Parameter, echo.Type));

    private static IEnumerable<string> RawReturns() =>
    [
        "NGIXI_EXPORT(\"ngixi_area\") void *area(void) { return &ngixi_area; }\n",
        .. PrintedHeaders.RawEcho.Select(echo => $"NGIXI_EXPORT(\"{echo.Name}\") {Return(echo.Prototype, echo.Parameter, echo.Type)}"),
    ];

    private static string Return(string prototype, string parameter, string type) =>
        $$"""
        {{prototype}} {
          (void){{parameter}};
          {{type}}{{(type.EndsWith('*') ? "" : " ")}}result;
          ngixi_copy(&result, (const void *){{Result}}, sizeof result);
          return result;
        }

        """;
}
