namespace Ngixi.Bindgen.Build.Tests;

public class VerifyTests
{
    private const string Verify = "-p:NgixiStubs=Verify";

    [Fact]
    public void Verify_passes_when_equal_and_names_each_file_that_differs_without_changing_any()
    {
        using HostProject host = new();
        host.Write("guest/mine.ts", "export const mine = 1;\n");
        host.Build().Succeeds();
        FolderState written = host.StateOf("guest");
        host.DeleteBuildOutput();
        host.Build(Verify).Succeeds();
        host.StateOf("guest").EqualTo(written);

        host.Write("guest/clock.ts", written.TextOf("clock.ts").ReplaceLineEndings("\r\n"));
        host
            .Build(Verify)
            .FailsWith("NGXB0002")
            .Says($"{host.At("guest/clock.ts")} : error NGXB0002: This stub differs only in line endings.");

        host.Write("guest/log.ts", written.TextOf("log.ts") + "\n");
        host.Write("guest/gone.ts", written.TextOf("log.ts"));
        host.Delete("guest/index.ts");
        FolderState damaged = host.StateOf("guest");
        host.Build(Verify).FailsWith("NGXB0001", "NGXB0001", "NGXB0001", "NGXB0002")
            .Says($"{host.At("guest/log.ts")} : error NGXB0001: This stub is out of date. Run 'dotnet build' and commit the result.")
            .Says($"{host.At("guest/index.ts")} : error NGXB0001: This stub is missing. Run 'dotnet build' and commit the result.")
            .Says($"{host.At("guest/gone.ts")} : error NGXB0001: This stub has no interface any more. Delete it and commit that.")
            .Says($"{host.At("guest/clock.ts")} : error NGXB0002: This stub differs only in line endings.");
        host.StateOf("guest").EqualTo(damaged);
    }

    [Fact]
    public void Verify_finds_a_contract_that_changed_since_the_stubs_were_written()
    {
        using HostProject host = new();
        host.Build(Verify).FailsWith("NGXB0001", "NGXB0001", "NGXB0001", "NGXB0001");
        Assert.False(Directory.Exists(host.At("guest")));

        host.Build().Succeeds();
        FolderState written = host.StateOf("guest");
        host.Write("ILog.cs", HostProject.Log.Replace("string message", "string message, int level", StringComparison.Ordinal));
        host.Delete("IClock.cs");
        host.Build(Verify).FailsWith("NGXB0001", "NGXB0001", "NGXB0001")
            .Says($"{host.At("guest/clock.ts")} : error NGXB0001: This stub has no interface any more.")
            .Says($"{host.At("guest/index.ts")} : error NGXB0001: This stub is out of date.")
            .Says($"{host.At("guest/log.ts")} : error NGXB0001: This stub is out of date.");
        host.StateOf("guest").EqualTo(written);
    }

    [Fact]
    public void Verify_of_stubs_in_the_intermediate_folder_writes_them_as_there_is_nothing_to_compare()
    {
        using HostProject host = new() { GuestDirectory = null };
        host.Build(Verify).Succeeds();
        Assert.NotEmpty(host.StateOf($"{HostProject.IntermediateFolder}/ngixi").Names);
    }
}
