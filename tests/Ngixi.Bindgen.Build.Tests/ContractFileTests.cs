using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>The contract file that a build writes and verifies.</summary>
public class ContractFileTests
{
    private const string File = "Host.contract.json";
    private const string Write = "-p:NgixiContracts=Write";
    private const string Verify = "-p:NgixiContracts=Verify";
    private const string Accept = "-p:NgixiContracts=Accept";

    private static readonly string ChangedLog = HostProject.Log.Replace(
        "string message",
        "string message, int level",
        StringComparison.Ordinal);
    private static readonly string GrownLog = HostProject.Log.Replace(
        "void Write(string message);",
        "void Write(string message);\n    void Flush();",
        StringComparison.Ordinal);

    [Fact]
    public void A_build_writes_no_contract_file_unless_it_is_told_to()
    {
        using HostProject host = new();
        host.Build().Succeeds();
        Assert.False(System.IO.File.Exists(host.At(File)));
        host
            .Build(Verify)
            .FailsWith("NGXB0009")
            .Says(
                $"{host.At(File)} : error NGXB0009: This file does not record the contracts as they are. Run 'dotnet build -p:NgixiContracts=Write' and commit the result.");
        Assert.False(System.IO.File.Exists(host.At(File)));

        host.Build(Write).Succeeds().Says($"recorded contracts in {host.At(File)}");
        Assert.Equal(
            """
            {
              "format": 1,
              "contracts": [
                {
                  "name": "env/IClock",
                  "hash": "745ea33d76bdfb2e",
                  "shape": [
                    "now: Now() -> long"
                  ],
                  "limits": [],
                  "earlier": []
                },
                {
                  "name": "env/ILog",
                  "hash": "926766c2409e4679",
                  "shape": [
                    "write: Write(string message)"
                  ],
                  "limits": [],
                  "earlier": []
                }
              ]
            }

            """,
            host.Read(File));

        FolderState written = FolderState.Of(host.At("."));
        host.Build(Verify).Succeeds();
        host.Build(Write).Succeeds().DoesNotSay("recorded contracts");
        Assert.Equal(written.TextOf(File), host.Read(File));
    }

    [Fact]
    public void A_contract_that_grows_is_served_as_it_was_and_is_recorded_when_the_build_is_told_to()
    {
        using HostProject host = new();
        host.Build(Write).Succeeds();
        string first = host.Read(File);
        host.Write("ILog.cs", GrownLog);
        host.Build().Succeeds();
        Assert.Equal(first, host.Read(File));
        host.Build(Verify).FailsWith("NGXB0009");
        Assert.Equal(first, host.Read(File));

        host.Build(Write).Succeeds();
        Assert.Contains(
            """
                    "flush: Flush()",
                    "write: Write(string message)"
                  ],
                  "limits": [],
                  "earlier": [
                    {
                      "hash": "926766c2409e4679",
                      "shape": [
                        "write: Write(string message)"
                      ]
                    }
                  ]
            """,
            host.Read(File),
            StringComparison.Ordinal);
        host.Build(Verify).Succeeds();
    }

    [Fact]
    public void A_break_of_what_is_recorded_is_an_error_in_every_mode_until_it_is_accepted()
    {
        using HostProject host = new();
        host.Build(Write).Succeeds();
        string recorded = host.Read(File);

        host.Write("ILog.cs", ChangedLog);
        host.Delete("IClock.cs");
        foreach (string mode in new[] { "-p:NgixiContracts=Check", Write, Verify })
        {
            host.Build(mode).FailsWith("NGX0013", "NGX0013")
                .Says(
                    "ILog.cs(9,10): error NGX0013: Guests were built for 'env/ILog' with 'Write(string message)': parameter 'level' was added; keep that method and put the new one beside it with [WasmVersion(2)], or accept the break with 'dotnet build -p:NgixiContracts=Accept'")
                .Says(
                    $"{File}(5,1): error NGX0013: Guests were built for 'env/IClock', which is gone; bring it back, or accept the break with 'dotnet build -p:NgixiContracts=Accept'");
            Assert.Equal(recorded, host.Read(File));
        }

        host.Build(Accept).Succeeds();
        Assert.Contains("\"write: Write(string message, int level)\"", host.Read(File), StringComparison.Ordinal);
        Assert.DoesNotContain("\"write: Write(string message)\"", host.Read(File), StringComparison.Ordinal);
        Assert.DoesNotContain("IClock", host.Read(File), StringComparison.Ordinal);
        host.Build(Verify).Succeeds();
    }

    [Fact]
    public void A_limit_that_is_lower_than_recorded_is_a_warning_until_it_is_recorded()
    {
        using HostProject host = new();
        host.Write("ILog.cs", Limited("[MaxBytes(1000)] "));
        host.Build(Write).Succeeds();
        Assert.Contains("\"limits\": [\n        \"write message: 1000 bytes\"\n      ],", host.Read(File), StringComparison.Ordinal);

        host.Write("ILog.cs", Limited("[MaxBytes(500)] "));
        CommandResult build = host.Build().Succeeds();
        Assert.Contains(
            "ILog.cs(9,17): warning NGX0043: Guests of 'env/ILog' could pass 1,000 bytes in 'message' of 'Write', and now only 500; raise the limit, or accept it with 'dotnet build -p:NgixiContracts=Accept'",
            Assert.Single(build.Warnings),
            StringComparison.Ordinal);
        host.Build(Verify).FailsWith("NGXB0009");
        host.Build("-p:TreatWarningsAsErrors=true").FailsWith("NGX0043");
        Assert.Empty(host.Build(Accept, "-p:TreatWarningsAsErrors=true").Succeeds().Warnings);
        Assert.Contains("\"write message: 500 bytes\"", host.Read(File), StringComparison.Ordinal);
        Assert.Empty(host.Build(Verify).Succeeds().Warnings);

        host.Write("ILog.cs", Limited("[MaxBytes(501)] "));
        Assert.Empty(host.Build(Write).Succeeds().Warnings);
        Assert.Contains("\"write message: 501 bytes\"", host.Read(File), StringComparison.Ordinal);

        host.Write("ILog.cs", Limited(""));
        Assert.Empty(host.Build(Write).Succeeds().Warnings);
        Assert.DoesNotContain("write message: ", host.Read(File), StringComparison.Ordinal);

        host.Write("ILog.cs", Limited("[MaxBytes(501)] "));
        Assert.Contains(
            "'message' of 'Write', the default of GuestOptions.MaxBytesPerCall, and now only 501; remove the limit",
            Assert.Single(host.Build().Succeeds().Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_version_without_limits_warns_of_none_and_is_renewed()
    {
        using HostProject host = new();
        host.Write("ILog.cs", Limited("[MaxBytes(1000)] "));
        host.Build(Write).Succeeds();
        string recorded = host.Read(File);
        string previous = recorded
            .Replace("      \"limits\": [\n        \"write message: 1000 bytes\"\n      ],\n", "", StringComparison.Ordinal)
            .Replace("      \"limits\": [],\n", "", StringComparison.Ordinal);
        Assert.DoesNotContain("limits", previous, StringComparison.Ordinal);
        host.Write(File, previous);
        host.Write("ILog.cs", Limited("[MaxBytes(500)] "));
        Assert.Empty(host.Build().Succeeds().Warnings);
        Assert.Empty(host.Build(Write).Succeeds().Warnings);
        Assert.Equal(recorded.Replace("1000 bytes", "500 bytes", StringComparison.Ordinal), host.Read(File));
    }

    [Fact]
    public void What_guests_export_is_recorded_too_and_a_method_that_they_lack_is_a_break()
    {
        const string Plugin = "[Ngixi.Bindgen.WasmExport]\npublic interface IPlugin\n{\n    void Start();\n}\n";
        using HostProject host = new();
        host.Write("IPlugin.cs", Plugin);
        host.Build(Write).Succeeds();
        Assert.Contains("\"name\": \"IPlugin\"", host.Read(File), StringComparison.Ordinal);
        Assert.Contains("\"start: Start()\"", host.Read(File), StringComparison.Ordinal);

        host.Write("IPlugin.cs", Plugin.Replace("void Start();", "void Start();\n    void Stop();", StringComparison.Ordinal));
        host.Build().FailsWith("NGX0013")
            .Says(
                "IPlugin.cs(5,10): error NGX0013: Guests were built for 'IPlugin': 'Stop()' was added; put it into an interface of its own, which guests may lack, or accept the break with 'dotnet build -p:NgixiContracts=Accept'");
        host.Build(Accept).Succeeds();
        Assert.Contains("\"stop: Stop()\"", host.Read(File), StringComparison.Ordinal);
        host.Build(Verify).Succeeds();
    }

    [Fact]
    public void A_contract_file_with_the_marks_of_a_merge_is_an_error_at_its_line_and_left_alone()
    {
        using HostProject host = new();
        host.Build(Write).Succeeds();
        string merged = host
            .Read(File)
            .Replace("    {\n      \"name\": \"env/ILog\"", "<<<<<<< HEAD\n    {\n      \"name\": \"env/ILog\"", StringComparison.Ordinal);
        host.Write(File, merged);
        host
            .Build(Write)
            .FailsWith("NGX0015")
            .Says($"{File}(13,1): error NGX0015: The contract file cannot be read: line 13, '<' should not stand here");
        Assert.Equal(merged, host.Read(File));
    }

    [Fact]
    public void A_mode_that_there_is_not_is_an_error()
    {
        using HostProject host = new();
        host
            .Build("-p:NgixiContracts=Always")
            .FailsWith("NGXB0008")
            .Says("NgixiContracts is 'Always'. Set it to Check, Write, Verify or Accept.");
    }

    [Fact]
    public void A_design_time_build_records_nothing()
    {
        using HostProject host = new();
        host.Build("-t:Restore").Succeeds();
        host
            .Build("-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", Write)
            .Succeeds();
        Assert.False(System.IO.File.Exists(host.At(File)));
    }

    private static string Limited(string limit) =>
        HostProject.Log.Replace("string message", $"{limit}string message", StringComparison.Ordinal);
}
