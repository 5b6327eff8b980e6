using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Hosting.Tests;

/// <summary>What needs a process of its own: tests/Ngixi.Hosting.Stress, for the time that all tests together have.</summary>
public sealed class StressTests
{
    private static readonly string Program = AssemblyScriptCompiler.Metadata("StressProgram");

    [Fact]
    public void Calls_end_at_their_deadlines_wherever_they_wait() =>
        Run("deadlines").Says("All ended at their deadlines.");

    [Fact]
    public void Instances_beyond_the_ceiling_are_refused_and_the_process_lives() =>
        Run("ceiling").Says("After they are disposed, 1 is live.");

    [Fact]
    public void Calls_of_a_module_are_answered_while_guests_of_another_fail_all_the_time() =>
        Run("neighbours", "1", "divides by zero").Says("| divides by zero |");

    [Fact]
    public void What_the_process_uses_is_flat_after_a_minute_of_mixed_guests() => Run("soak", "60").Says("All is flat.");

    [Fact]
    public void A_process_that_is_killed_while_it_writes_its_audit_leaves_whole_lines_and_the_next_goes_on() =>
        Run("audit", "kills", "20").Says("each left an audit that is good up to its last whole line");

    [Fact]
    public void A_disk_that_takes_a_part_of_a_line_leaves_whole_lines_of_an_audit()
    {
        // A limit of 20 KiB for files is as good as a full disk, and needs no rights: part of a line is written, and the rest refused.
        if (OperatingSystem.IsLinux())
        {
            using TemporaryFolder folder = new(hasPlainName: true);
            Command.Run(
                "bash",
                folder.Path,
                "-c",
                "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 20; "
                + $"'{Environment.ProcessPath}' '{Program}' audit fill a.jsonl")
                .Succeeds()
                .Says("lines, and all of them are whole.");
        }
    }

    /// <summary>Runs the program as <c>dotnet run</c> does: by itself, which looks for .NET where it is told.</summary>
    private static CommandResult Run(params string[] arguments)
    {
        Dictionary<string, string> environment = new() { ["DOTNET_ROOT"] = Path.GetDirectoryName(Environment.ProcessPath)! };
        string program = Path.ChangeExtension(Program, OperatingSystem.IsWindows() ? ".exe" : null);
        return Command.Run(program, Path.GetDirectoryName(Program)!, environment, arguments).Succeeds();
    }
}
