namespace Ngixi.Bindgen.Build.Tests;

public class MultiTargetingTests
{
    /// <summary>Two frameworks that build with any SDK 10: a platform's is its net10.0 with one more symbol.</summary>
    public const string TwoFrameworks = """
        <TargetFrameworks>
              net10.0;
              net10.0-windows
            </TargetFrameworks>
            <EnableWindowsTargeting>true</EnableWindowsTargeting>
            <DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>
        """;

    [Fact]
    public void One_target_framework_writes_the_first_or_the_one_that_NgixiGuestTargetFramework_says()
    {
        using HostProject host = new() { TargetFrameworks = TwoFrameworks };
        host.Write("IClock.cs", $"#if WINDOWS\n{HostProject.Clock}\n#endif\n");
        host.Build("-m:2").Succeeds();
        Assert.Equal(["index.ts", "log.ts", "ngixi.ts"], host.StateOf("guest").Names);
        Assert.True(File.Exists(host.Manifest));
        Assert.False(File.Exists(host.At("obj/Debug/net10.0-windows/ngixi.stubs.txt")));

        host.Build("-m:2", "-p:NgixiGuestTargetFramework=net10.0-windows").Succeeds();
        FolderState written = host.StateOf("guest");
        Assert.Equal(["clock.ts", "index.ts", "log.ts", "ngixi.ts"], written.Names);

        host.Build("-m:2", "-p:NgixiGuestTargetFramework=net10.0-windows", "-p:NgixiStubs=Verify").Succeeds();
        host.Build("-m:2", "-p:NgixiGuestTargetFramework=net11.0", "-p:NgixiStubs=Verify").FailsWith("NGXB0008")
            .Says("NgixiGuestTargetFramework is 'net11.0', which is none of the project's target frameworks");
        host.StateOf("guest").EqualTo(written);
    }
}
