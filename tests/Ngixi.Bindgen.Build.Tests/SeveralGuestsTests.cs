using System.Text;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>Projects that state guests in several languages.</summary>
public sealed class SeveralGuestsTests
{
    private const string UpToDate = "Skipping target \"NgixiWriteStubs\" because all output files are up-to-date";

    private static readonly string[] Scripts = ["clock.ts", "index.ts", "log.ts", "ngixi.ts"];

    private static readonly string[] Headers = ["clock.h", "host.h", "log.h", "ngixi.h"];

    [Fact]
    public void Each_guest_has_stubs_in_its_language_and_those_of_an_interface_that_went_go()
    {
        using HostProject host = Project(("script", "AssemblyScript"), ("native", "C"));
        host.Write("native/main.c", "int mine;\n");
        host.Build().Succeeds().Says($"wrote guest stub {host.At("script/log.ts")}").Says($"wrote guest stub {host.At("native/log.h")}");
        FolderState script = host.StateOf("script");
        FolderState native = host.StateOf("native");
        Assert.Equal(Scripts, script.Names);
        Assert.Equal([.. Headers.Append("main.c").Order(StringComparer.Ordinal)], native.Names);
        host.Build().Succeeds().Says(UpToDate);

        host.Delete("native/log.h");
        host.Build().Succeeds();
        host.StateOf("native").WrittenSince(native, "log.h");
        host.StateOf("script").EqualTo(script);

        // Also without what the last build left behind.
        host.DeleteBuildOutput();
        host.Delete("IClock.cs");
        host.Build()
            .Succeeds()
            .Says($"deleted guest stub {host.At("script/clock.ts")}")
            .Says($"deleted guest stub {host.At("native/clock.h")}");
        Assert.Equal(["index.ts", "log.ts", "ngixi.ts"], host.StateOf("script").Names);
        Assert.Equal(["host.h", "log.h", "main.c", "ngixi.h"], host.StateOf("native").Names);
        Assert.DoesNotContain("clock", host.Read("native/host.h"), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_names_what_differs_in_each_guest_and_changes_nothing()
    {
        const string verify = "-p:NgixiStubs=Verify";
        using HostProject host = Project(("script", "AssemblyScript"), ("native", "C"));
        host.Build(verify).FailsWith([.. Enumerable.Repeat("NGXB0001", Scripts.Length + Headers.Length)]);
        host.Build().Succeeds();
        host.Build(verify).Succeeds();

        host.Write("native/clock.h", host.Read("native/clock.h").ReplaceLineEndings("\r\n"));
        host.Write("native/gone.h", host.Read("native/log.h"));
        host.Write("native/log.h", host.Read("native/log.h") + "\n");
        host.Delete("native/host.h");
        host.Delete("script/index.ts");
        FolderState native = host.StateOf("native");
        host.Build(verify).FailsWith("NGXB0001", "NGXB0001", "NGXB0001", "NGXB0001", "NGXB0002")
            .Says($"{host.At("native/gone.h")} : error NGXB0001: This stub has no interface any more.")
            .Says($"{host.At("native/log.h")} : error NGXB0001: This stub is out of date.")
            .Says($"{host.At("native/host.h")} : error NGXB0001: This stub is missing.")
            .Says($"{host.At("script/index.ts")} : error NGXB0001: This stub is missing.")
            .Says(
                $"{host.At("native/clock.h")} : error NGXB0002: This stub differs only in line endings. Put '*.h text eol=lf' in .gitattributes");
        host.StateOf("native").EqualTo(native);
    }

    [Fact]
    public void A_guest_without_a_language_and_the_guest_directory_are_in_AssemblyScript()
    {
        using HostProject host = Project(("other", null), ("native", "c"));
        host.GuestDirectory = "guest";
        host.Build().Succeeds();
        Assert.Equal(Scripts, host.StateOf("guest").Names);
        Assert.Equal(Scripts, host.StateOf("other").Names);
        Assert.Equal(Headers, host.StateOf("native").Names);
    }

    [Fact]
    public void A_language_without_stubs_is_refused_in_words()
    {
        using HostProject host = Project(("script", "AssemblyScript"), ("native", "Rust"));
        host.Build()
            .FailsWith("NGXB0013")
            .Says("The guest 'native' is in 'Rust', and there are stubs in AssemblyScript and C alone. State one of these.");
        Assert.Empty(host.StateOf("script").Names);
        Assert.Empty(host.StateOf("native").Names);

        host.Guests = [("script", "AssemblyScript")];
        host.GuestLanguages = "C; Go";
        host.Build().FailsWith("NGXB0013").Says("NgixiGuestLanguages has 'Go', and there are stubs in AssemblyScript and C alone.");
        Assert.Empty(host.StateOf("script").Names);
    }

    [Theory]
    [InlineData("C", "The guest './both/' has stubs in AssemblyScript and in C. Give each a folder of its own.")]
    [InlineData("AssemblyScript", "The guest './both/' is stated twice. Remove one of them.")]
    public void One_folder_cannot_be_that_of_two_guests(string language, string message)
    {
        using HostProject host = Project(("both", "AssemblyScript"), ("./both/", language));
        host.Build().FailsWith("NGXB0008").Says(message);
        Assert.Empty(host.StateOf("both").Names);
    }

    [Fact]
    public void A_guest_that_moves_has_stubs_in_the_new_folder_and_the_other_guest_stays_as_it_is()
    {
        using HostProject host = Project(("script", "AssemblyScript"), ("native", "C"));
        host.Build().Succeeds();
        FolderState script = host.StateOf("script");
        FolderState native = host.StateOf("native");

        host.Guests = [("script", "AssemblyScript"), ("moved", "C")];
        host.Build()
            .Succeeds()
            .Says($"left the guest stubs in {host.At("native")}; delete them if the guest has moved to {host.At("moved")}")
            .DoesNotSay("wrote guest stub " + host.At("script"));
        host.StateOf("moved").HasTextsOf(native);
        host.StateOf("native").EqualTo(native);
        host.StateOf("script").EqualTo(script);
        host.Build().Succeeds().Says(UpToDate);

        host.Guests = [("script", "AssemblyScript")];
        host.Build().Succeeds().Says($"left the guest stubs in {host.At("moved")}; delete them if the guest is gone");
    }

    [Fact]
    public void A_folder_whose_language_changes_has_stubs_in_the_new_one_alone()
    {
        using HostProject host = Project(("guest", "AssemblyScript"));
        host.Write("guest/mine.ts", "export const mine = 1;\n");
        host.Build().Succeeds();
        host.Guests = [("guest", "C")];
        host.Build().Succeeds();
        Assert.Equal([.. Headers.Append("mine.ts").Order(StringComparer.Ordinal)], host.StateOf("guest").Names);
    }

    [Fact]
    public void A_project_without_contracts_is_warned_of_each_guest()
    {
        using HostProject host = Project(("script", null), ("native", "C"));
        host.Delete("ILog.cs");
        host.Delete("IClock.cs");
        Assert.Equal(
            2,
            host.Build().Succeeds().Warnings.Count(warning => warning.Contains("warning NGXB0012: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_library_carries_stubs_in_the_languages_that_it_states_without_a_folder()
    {
        using HostProject host = Project();
        host.GuestLanguages = "AssemblyScript;C";
        host.Build().Succeeds();
        Assert.Equal([true, true], Carried(host));
        Assert.Equal(Scripts, host.StateOf($"{HostProject.IntermediateFolder}/ngixi").Names);

        // The build output is in the first of them.
        host.GuestLanguages = "C";
        host.Build().Succeeds();
        Assert.Equal([false, true], Carried(host));
        Assert.Equal(Headers, host.StateOf($"{HostProject.IntermediateFolder}/ngixi").Names);

        host.GuestLanguages = "C";
        host.Guests = [("script", null)];
        host.Build().Succeeds();
        Assert.Equal([true, true], Carried(host));
        Assert.Equal(Scripts, host.StateOf("script").Names);
    }

    /// <summary>Whether the assembly has stubs in AssemblyScript, and in C.</summary>
    private static bool[] Carried(HostProject host)
    {
        string assembly = Encoding.Latin1.GetString(File.ReadAllBytes(host.Assembly));
        return [
            assembly.Contains("export namespace clock", StringComparison.Ordinal),
            assembly.Contains("#define NGIXI_HEADER_Host_2e_IClock", StringComparison.Ordinal),
        ];
    }

    private static HostProject Project(params (string Folder, string? Language)[] guests) =>
        new() { GuestDirectory = null, Guests = guests };
}
