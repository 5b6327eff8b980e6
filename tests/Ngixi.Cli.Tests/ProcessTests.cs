using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

/// <summary>The built program in a process of its own.</summary>
public sealed class ProcessTests
{
    [Fact]
    public void It_prints_and_exits_as_it_does_in_process()
    {
        using CliFolder folder = Shop.Folder();
        CommandResult result = Command.Dotnet(folder.Path, Tool.Path, "explain", "shop.wasm");
        Assert.Equal(ExitCode.Denied, result.ExitCode);
        result.Says("To allow it, add to the manifest's grants: \"keyValue\": true");
    }

    [Fact]
    public void It_reads_words_of_a_shell_and_secrets_of_the_environment()
    {
        using CliFolder folder = Guests.Plugin();
        const string Script = "dotnet \"$0\" run plugin.wasm -q --credential k=K_OF_TEST --call longer 'ä \"b\" $c' -- --no";
        folder.Write("plugin.ngixi.json", $$"""
            { "name": "m", {{Guests.Patience}}, "grants": { "http": { "allow": ["https://example.com"], "credentials": ["k"] } } }
            """);
        CommandResult unset = Command.Run("bash", folder.Path, "-c", Script, Tool.Path);
        Assert.Equal(ExitCode.Usage, unset.ExitCode);
        unset.Says("Set K_OF_TEST to the value of the header Authorization.");
        Command.Run("bash", folder.Path, "-c", $"K_OF_TEST=secret {Script}", Tool.Path).Succeeds().Says("\"ä \\\"b\\\" $c\"");
    }

    [Fact]
    public void A_reader_that_goes_away_is_no_failure()
    {
        using CliFolder folder = Shop.Folder();
        const string Script = "dotnet \"$0\" inspect shop.wasm | head -c 1; echo \" ${PIPESTATUS[0]}\"";
        CommandResult result = Command.Run("bash", folder.Path, "-c", Script, Tool.Path);
        Assert.Equal("m 0", result.Output.Trim());
    }

    [Fact]
    public void Interrupted_it_ends_the_guest_and_exits_with_130()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", """
            (module
              (import "env" "log" (func $log (param i32 i32)))
              (memory (export "memory") 1)
              (global (export "ngixi_area") i32 (i32.const 0x400))
              (func (export "run") (call $log (i32.const 0) (i32.const 0)) (loop br 0)))
            """);
        folder.Write("m.ngixi.json", """{ "name": "m", "limits": { "deadline": "1 h" }, "grants": { "log": true } }""");

        // The guest says that it runs, and then it is interrupted, also where who runs the tests ignores that.
        CommandResult result = Command.Run(
            "bash",
            folder.Path,
            "-c",
            "mkfifo said; set -m; env --default-signal=INT dotnet \"$0\" run m.wasm --call run 2>said & pid=$!; read -r line <said; "
                + "exec 3<said; kill -INT $pid; wait $pid; echo \"exit $?\"",
            Tool.Path);
        result.Says($"exit {ExitCode.Cancelled}");
    }
}
