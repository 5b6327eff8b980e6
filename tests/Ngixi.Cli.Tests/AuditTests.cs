using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

public sealed class AuditTests
{
    [Fact]
    public void An_audit_of_runs_is_verified_and_a_change_is_found()
    {
        using CliFolder folder = Guests.Invoice();
        folder.Run("run", "./invoice.wasm", "--audit", "./audit.jsonl", "--call", "share", "3").Exits(0);
        folder.Run("audit", "verify", "./audit.jsonl").Exits(0).Says("follow each other.");
        string text = File.ReadAllText(folder.At("audit.jsonl"));
        File.WriteAllText(folder.At("audit.jsonl"), text.Replace("\"instance\":1", "\"instance\":2", StringComparison.Ordinal));
        folder.Run("audit", "verify", "./audit.jsonl").Fails(ExitCode.Diverged, "line ", "Keep the files as they are");
        CliResult json = folder.Run("audit", "verify", "./audit.jsonl", "--json").Exits(ExitCode.Diverged);
        Assert.Equal("audit verify", json.Json.GetProperty("command").GetString());
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        using CliFolder folder = new();
        folder.Run("audit", "verify", "./nothing").Fails(ExitCode.Usage, "There is no file 'nothing'.", "Check the path.");
        folder.Run("audit").Fails(ExitCode.Usage, "A command is needed.", "ngixi audit --help");
    }
}
