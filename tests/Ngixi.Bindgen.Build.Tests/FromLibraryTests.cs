using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>Projects whose guests have the stubs of a referenced library.</summary>
public sealed class FromLibraryTests
{
    private const string UpToDate = "Skipping target \"NgixiWriteStubs\" because all output files are up-to-date";

    private const string Store = """
        using Ngixi.Bindgen;

        namespace Host;

        [WasmImport("env")]
        public interface IStore
        {
            Entry? Find(string key);
        }

        public record Entry(string Key, Kind Kind);

        public enum Kind { Text, Number }
        """;

    private static readonly string[] OfStore = ["entry.ts", "index.ts", "kind.ts", "ngixi.ts", "store.ts"];

    [Fact]
    public void A_host_without_interfaces_has_the_stubs_that_each_guest_asks_for_of_a_library_that_it_reaches()
    {
        using HostProject library = new() { Name = "Library", GuestDirectory = null, GuestLanguages = "AssemblyScript;C" };
        library.Write("IStore.cs", Store);
        library.Prepare();
        using HostProject middle = new() { Name = "Middle", GuestDirectory = null, Projects = [library] };
        middle.Delete("IClock.cs");
        middle.Prepare();
        using HostProject host = new() { Name = "App", GuestDirectory = null, Projects = [middle], HasGenerator = false };
        host.Delete("ILog.cs");
        host.Delete("IClock.cs");
        Guests(host, "IStore;Host.IClock");

        CommandResult build = host.Build().Succeeds();
        Assert.Empty(build.Warnings);
        FolderState script = host.StateOf("script");
        FolderState native = host.StateOf("native");
        Assert.Equal([.. OfStore.Append("clock.ts").Order(StringComparer.Ordinal)], script.Names);
        Assert.Equal(["clock.h", "host.h", "log.h", "ngixi.h", "store.h"], native.Names);
        Assert.Empty(host.StateOf($"{HostProject.IntermediateFolder}/ngixi").Names);
        host.CompileGuest(
            "import { Kind, clock, store } from \"./script\";\n\nconst entry = store.find(clock.now().toString());\nassert(entry!.kind == Kind.Number);\n");
        host.Build().Succeeds().Says(UpToDate);

        // The library changes; of it, what a guest does not ask for is not in its folder.
        library.Write("IStore.cs", Store.Replace("Number }", "Number, Flag }", StringComparison.Ordinal));
        host.Build().Succeeds();
        host.StateOf("script").WrittenSince(script, "kind.ts", "store.ts");
        host.StateOf("native").WrittenSince(native, "store.h");
        script = host.StateOf("script");

        Guests(host, "IStore");
        host.Build("-p:NgixiStubs=Verify").FailsWith("NGXB0001", "NGXB0001")
            .Says($"{host.At("script/clock.ts")} : error NGXB0001: This stub has no interface any more.")
            .Says($"{host.At("script/index.ts")} : error NGXB0001: This stub is out of date.");
        host.StateOf("script").EqualTo(script);
        host.Build().Succeeds().Says($"deleted guest stub {host.At("script/clock.ts")}");
        script = host.StateOf("script");
        Assert.Equal(OfStore, script.Names);
        host.Build("-p:NgixiStubs=Verify").Succeeds();

        // They are the guests' source, and outlive what the build makes.
        host.Clean().Succeeds();
        host.StateOf("script").EqualTo(script);
        host.Delete("script/kind.ts");
        host.Build("-p:NgixiStubs=None").Succeeds();
        Assert.DoesNotContain("kind.ts", host.StateOf("script").Names);
        host.Build().Succeeds();
        host.StateOf("script").HasTextsOf(script);
    }

    [Fact]
    public void The_projects_own_stubs_are_build_output_beside_a_guest_of_a_library()
    {
        using HostProject library = new() { Name = "Library", GuestDirectory = null };
        library.Prepare();
        using HostProject host = new()
        {
            Name = "App",
            GuestDirectory = null,
            Projects = [library],
            TargetFrameworks = MultiTargetingTests.TwoFrameworks,
        };
        host.OtherGuests =
            """<NgixiGuest Include="script" From="Library" Interfaces="ILog" Condition="'$(TargetFramework)' == 'net10.0-windows'" />""";
        host.Write("ILog.cs", HostProject.Log.Replace("namespace Host", "namespace App", StringComparison.Ordinal));
        host.Write("IClock.cs", Store.Replace("namespace Host", "namespace App", StringComparison.Ordinal));
        const string Windows = "-p:NgixiGuestTargetFramework=net10.0-windows";
        const string Own = "obj/Debug/net10.0-windows/ngixi";

        // Verify has nothing to compare them with, and writes them.
        host.Build("-m:2", Windows, "-p:NgixiStubs=Verify").FailsWith("NGXB0001", "NGXB0001", "NGXB0001");
        Assert.Equal([.. OfStore.Append("log.ts").Order(StringComparer.Ordinal)], host.StateOf(Own).Names);
        Assert.Empty(host.StateOf("script").Names);

        host.Build("-m:2", Windows).Succeeds();
        Assert.Equal(["index.ts", "log.ts", "ngixi.ts"], host.StateOf("script").Names);
        host.Build("-m:2", Windows, "-p:NgixiStubs=Verify").Succeeds();
        host.Clean().Succeeds();
        Assert.Empty(host.StateOf(Own).Names);
        Assert.Equal(["index.ts", "log.ts", "ngixi.ts"], host.StateOf("script").Names);
    }

    private static void Guests(HostProject host, string interfaces) => host.OtherGuests = $"""
        <NgixiGuest Include="script" Language="AssemblyScript" From="Library" Interfaces="{interfaces}" />
            <NgixiGuest Include="native" Language="C" From="Library" />
        """;
}
