using System.Text.RegularExpressions;
using Ngixi.Bindgen.Build;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests;

/// <summary>The stubs of a guest that asks for some interfaces.</summary>
public sealed partial class StubSelectionTests
{
    public static TheoryData<string> Cases => SnapshotCase.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_stub_says_which_others_it_imports_or_includes(string name)
    {
        foreach (string language in (string[])["AssemblyScript", "C"])
        {
            IReadOnlyList<GuestStub> stubs = GeneratedFiles.From(SnapshotCase.Compile(name), language).CarriedIn(language);
            string[] paths = [.. stubs.Select(stub => stub.Path)];
            Assert.NotEmpty(paths);
            Assert.All(stubs, stub =>
            {
                IEnumerable<string> named = NamedFile()
                    .Matches(stub.Text)
                    .Select(match => match.Groups["header"].Success ? match.Groups["header"].Value : $"{match.Groups["module"].Value}.ts");
                Assert.Equal(named.Distinct().Order(StringComparer.Ordinal), stub.Needs.Order(StringComparer.Ordinal));
                Assert.All(stub.Index.Length > 0 ? stub.Needs.Append(stub.Index) : stub.Needs, needed => Assert.Contains(needed, paths));
            });
        }
    }

    [Fact]
    public void The_stubs_of_each_interface_compile_without_those_of_the_others()
    {
        using StubFolders folders = new();
        using CHeaders headers = new();
        int left = 0;
        foreach (string name in SnapshotCase.Names)
        {
            Select(name, "AssemblyScript", folders.Add);
            Select(name, "C", headers.Add);
        }

        Assert.NotEqual(0, left);
        Assert.Empty(folders.Problems());
        Assert.Equal("", string.Join("\n", headers.Problems()));

        void Select(string name, string language, Action<string, IReadOnlyDictionary<string, string>> add)
        {
            CarriedStubs stubs = new("", GeneratedFiles.From(SnapshotCase.Compile(name), language).CarriedIn(language), [language]);
            IReadOnlyList<string> contracts = stubs.ContractsIn(language);
            foreach (string contract in contracts.Where(_ => contracts.Count > 1))
            {
                IReadOnlyList<GuestFile> selected = stubs.FilesIn(language, [contract]);
                left += stubs.FilesIn(language).Count - selected.Count;
                add($"{name}-{contract}", selected.ToDictionary(file => file.Path, file => file.Text));
            }
        }
    }

    [Fact]
    public void A_guest_has_an_interface_with_the_types_that_it_uses_and_an_index_of_these()
    {
        CarriedStubs stubs = new("", GeneratedFiles.From(Sources.Compile("""
            [WasmImport("env")] public interface ILog { void Write(Line line); }
            [WasmImport("env")] public interface IClock { long Now(); IAlarm Set(Zone zone); }
            [WasmExport] public interface IPlugin { void Run(Line line); }
            public record Line(Level Level, string Text);
            public record Zone(string Name);
            public enum Level { Low, High }
            [WasmResource("alarm")] public interface IAlarm : System.IDisposable { }
            """), "AssemblyScript").CarriedIn("AssemblyScript"), ["AssemblyScript"]);

        Assert.Equal(["IClock", "ILog", "IPlugin"], stubs.ContractsIn("AssemblyScript"));
        Assert.Equal(["index.ts", "level.ts", "line.ts", "log.ts", "ngixi.ts"], Files("ILog").Keys);
        Assert.Equal(["alarm.ts", "clock.ts", "index.ts", "ngixi.ts", "zone.ts"], Files("IClock").Keys);
        Assert.Equal(["exports.ts", "index.ts", "level.ts", "line.ts", "ngixi.ts", "plugin.ts", "pluginExports.ts"], Files("IPlugin").Keys);
        Assert.EndsWith("""
            export * from "./level";
            export { Line } from "./line";
            export * from "./log";

            """, Files("ILog")["index.ts"], StringComparison.Ordinal);
        Assert.Equal(
            stubs.FilesIn("AssemblyScript").Select(file => file.Path).Order(StringComparer.Ordinal),
            Files("ILog", "IClock", "IPlugin").Keys);

        SortedDictionary<string, string> Files(params string[] contracts) =>
            new(stubs.FilesIn("AssemblyScript", contracts).ToDictionary(file => file.Path, file => file.Text), StringComparer.Ordinal);
    }

    /// <summary>What a stub names in a line of its own, and not in an example.</summary>
    [GeneratedRegex("""^(?:#include "(?<header>[^"]+)"|(?:import|export|\}) .*from "\./(?<module>[^"]+)";)$""", RegexOptions.Multiline)]
    private static partial Regex NamedFile();
}
