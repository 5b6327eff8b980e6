namespace Ngixi.Bindgen.Build.Tests;

public class RefusalTests
{
    [Fact]
    public void A_generator_that_did_not_run_is_an_error_and_costs_no_stub()
    {
        using HostProject host = new();
        host.Build().Succeeds();
        FolderState written = host.StateOf("guest");

        host.HasGenerator = false;
        host.Build()
            .FailsWith("NGXB0003")
            .Says("and no stubs, so the generator of Ngixi.Bindgen did not run; nothing was written or deleted.");
        host.StateOf("guest").EqualTo(written);
        host.Build("-p:NgixiStubs=Verify").FailsWith("NGXB0003");
        host.StateOf("guest").EqualTo(written);
    }

    [Theory]
    [InlineData("""GuestStubManifest(3, 2, "AssemblyScript")""", "says that it has 2 stubs, and has 1")]
    [InlineData("""GuestStubManifest(4, 1, "AssemblyScript")""", "has stubs of format 4, and this build knows 3")]
    [InlineData("""GuestStubManifest(3, 1, "AssemblyScript")""", "A stub would be written to '../outside.ts', outside the guest directory")]
    public void An_assembly_that_contradicts_itself_is_an_error_and_nothing_is_written(string manifest, string message)
    {
        using HostProject host = new() { HasGenerator = false };
        host.Write("Stubs.cs", $"""
            using Ngixi.Bindgen;

            [assembly: {manifest}]
            [assembly: GuestStub("AssemblyScript", "../outside.ts", "", "", "", "", "// text")]
            """);
        host.Build().FailsWith("NGXB0003").Says(message);
        Assert.Empty(host.StateOf("guest").Names);
        Assert.False(File.Exists(host.At("outside.ts")));
    }

    [Fact]
    public void A_file_of_the_user_in_the_way_of_a_stub_is_kept()
    {
        using HostProject host = new();
        host.Write("guest/log.ts", "export const log = 1;\n");
        FolderState before = host.StateOf("guest");
        host.Build().FailsWith("NGXB0004").Says($"{host.At("guest/log.ts")} : error NGXB0004: This file was not made by Ngixi.Bindgen");
        host.StateOf("guest").EqualTo(before);

        File.Move(host.At("guest/log.ts"), host.At("guest/mine.ts"));
        host.Build().Succeeds();
        Assert.Equal("export const log = 1;\n", host.Read("guest/mine.ts"));
    }

    [Fact]
    public void A_stub_that_the_user_made_a_file_of_their_own_is_not_deleted_with_its_interface()
    {
        using HostProject host = new();
        host.Build().Succeeds();
        host.Delete("IClock.cs");
        host.Write("guest/clock.ts", "export const clock = 1;\n");
        host.Build().Succeeds();
        Assert.Equal("export const clock = 1;\n", host.Read("guest/clock.ts"));
        Assert.DoesNotContain("clock", host.Read("guest/index.ts"), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_projects_cannot_share_a_guest_directory()
    {
        using HostProject host = new();
        host.Build().Succeeds();
        FolderState written = host.StateOf("guest");

        using HostProject other = new() { Name = "Other", GuestDirectory = host.At("guest") };
        other.Delete("ILog.cs");
        other.Build()
            .FailsWith("NGXB0005")
            .Says(
                $"{host.At("guest/index.ts")} : error NGXB0005: This folder has the stubs of the assembly Host, and Other would write there too.");
        host.StateOf("guest").EqualTo(written);
    }

    [Fact]
    public void A_read_only_stub_is_an_error_only_when_it_has_to_change()
    {
        using HostProject host = new();
        host.Build().Succeeds();
        foreach (string name in host.StateOf("guest").Names)
        {
            File.SetAttributes(host.At($"guest/{name}"), FileAttributes.ReadOnly);
        }

        FolderState written = host.StateOf("guest");
        host.DeleteBuildOutput();
        host.Build().Succeeds();
        host.StateOf("guest").EqualTo(written);

        host.Write("ILog.cs", HostProject.Log.Replace("string message", "string message, int level", StringComparison.Ordinal));
        host.Build().FailsWith("NGXB0006").Says($"{host.At("guest/log.ts")} : error NGXB0006: This stub is read-only.");
        host.StateOf("guest").EqualTo(written);
    }

    [Fact]
    public void A_compiler_that_would_skip_the_generator_is_an_error()
    {
        using HostProject host = new();
        host.Build("-p:CompilerApiVersion=roslyn4.8").FailsWith("NGXB0007")
            .Says("Ngixi.Bindgen needs a compiler of roslyn4.14 or later, and this one is roslyn4.8. Use the .NET SDK 10 or later.");
        Assert.Empty(host.StateOf("guest").Names);
        host.Build("-p:CompilerApiVersion=roslyn4.14").Succeeds();
    }
}
