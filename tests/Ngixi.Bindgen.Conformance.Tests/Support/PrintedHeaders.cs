using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>The headers in C that the build of these tests wrote, and the functions in them.</summary>
internal static partial class PrintedHeaders
{
    /// <summary>A function of a type of the table.</summary>
    /// <param name="Name">What comes after <c>host_give_</c> and so on.</param>
    /// <param name="Type">The type that it returns, or takes.</param>
    /// <param name="Prototype">The function up to its body.</param>
    /// <param name="Parameter">The name of its parameter; empty where it has none.</param>
    internal sealed record Function(string Name, string Type, string Prototype, string Parameter);

    /// <summary>The functions that return a value of the host, in the order of the table.</summary>
    public static IReadOnlyList<Function> Give { get; } = Read("give.h", Given());

    /// <summary>The functions that pass a value to the host, in the order of the table.</summary>
    public static IReadOnlyList<Function> Take { get; } = Read("take.h", Taken());

    /// <summary>What a guest implements, in the order of the table.</summary>
    public static IReadOnlyList<Function> Echo { get; } = Read("echo.h", Echoed());

    /// <summary>The raw imports that pass a value to the host, in the order of the table.</summary>
    public static IReadOnlyList<Function> RawTake { get; } = Read("take.h", RawlyTaken());

    /// <summary>What a guest exports by itself, in the order of the table; its name is that of the export.</summary>
    public static IReadOnlyList<Function> RawEcho { get; } = Read("echo.h", RawlyEchoed());

    /// <summary>All that a guest which includes them is made from.</summary>
    public static IEnumerable<string> Texts =>
        Directory.GetFiles(Folder).Order(StringComparer.Ordinal).Append(CheckedInGuest.At("arena.h")).Select(File.ReadAllText);

    private static string Folder => Path.Combine(AssemblyScriptCompiler.GuestDirectory, "c", "host");

    /// <summary>Compiles a guest that includes them.</summary>
    public static byte[] Compile(string source, params string[] options)
    {
        using TemporaryFolder folder = new();
        folder.Write("guest.c", source);
        CCompiler.Compile(folder.Path, ["-std=c11", "-I", CheckedInGuest.Folder, "-I", Folder, "-Wl,--strip-all", "guest.c", .. options])
            .Succeeds();
        return File.ReadAllBytes(folder.At("guest.wasm"));
    }

    private static List<Function> Read(string header, Regex functions) =>
    [
        .. functions.Matches(File.ReadAllText(Path.Combine(Folder, header))).Select(match =>
            new Function(
                match.Groups["name"].Value,
                match.Groups["type"].Value.Trim(),
                match.Groups["prototype"].Value,
                match.Groups["parameter"].Value)),
    ];

    [GeneratedRegex(@"^(?<prototype>static inline (?<type>.*?)host_give_(?<name>\w+)\(void\)) \{", RegexOptions.Multiline)]
    private static partial Regex Given();

    [GeneratedRegex(
        @"^(?<prototype>static inline void host_take_(?<name>\w+)\((?<type>.*?)(?<parameter>\w+)\)) \{",
        RegexOptions.Multiline)]
    private static partial Regex Taken();

    [GeneratedRegex(
        @"^(?<prototype>(?<type>void) ngixi_raw_conformance_take__(?<name>\w+)\(.*?(?<parameter>\w+)\));",
        RegexOptions.Multiline)]
    private static partial Regex RawlyTaken();

    [GeneratedRegex(
        @"^NGIXI_EXPORT\(""(?<name>echo_\w+)""\)\n(?<prototype>(?<type>\w+) ngixi_export_\w+\(.*?(?<parameter>\w+)\)) \{",
        RegexOptions.Multiline)]
    private static partial Regex RawlyEchoed();

    [GeneratedRegex(@"^(?<prototype>(?!static )(?<type>\w.*?)host_echo_(?<name>\w+)\(.*?(?<parameter>\w+)\));", RegexOptions.Multiline)]
    private static partial Regex Echoed();
}
