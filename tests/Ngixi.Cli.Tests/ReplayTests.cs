using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

public sealed class ReplayTests
{
    [Fact]
    public void A_recorded_run_is_replayed_with_the_module_alone()
    {
        using CliFolder folder = Guests.Invoice();
        folder.Run("run", "./invoice.wasm", "--record", "./a.ngixirec", "--call", "share", "3").Exits(0);
        folder.Run("replay", "./a.ngixirec", "./invoice.wasm").Exits(0).Says("same  invoice: 2 calls of exports and 1 of imports");
        CliResult json = folder.Run("replay", "./a.ngixirec", "./invoice.wasm", "--events", "--json").Exits(0);
        Assert.True(json.Json.GetProperty("isSame").GetBoolean());
        Assert.Contains("share", json.Json.GetProperty("events").GetRawText(), StringComparison.Ordinal);
        folder.Run("run", "./invoice.wasm", "--record", "./a.ngixirec", "--call", "share", "3")
            .Fails(ExitCode.Usage, "'a.ngixirec' is there, and it is not replaced.", "Name another file");
    }

    [Fact]
    public void Another_build_that_does_another_thing_diverges()
    {
        using CliFolder folder = new();
        folder.WriteModule("a.wasm", """(module (func (export "f") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2))))""");
        folder.WriteModule("b.wasm", """(module (func (export "f") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3))))""");
        folder.Run("run", "./a.wasm", "--record", "./a.ngixirec", "--call", "f", "21").Exits(0);
        folder.Run("replay", "./a.ngixirec", "./b.wasm")
            .Fails(ExitCode.Diverged, "does not do what was recorded, in call 1 of the host, f", "or record it anew");
    }

    [Fact]
    public void A_program_that_ended_itself_is_replayed()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", Programs.Echo(3));
        folder.Write("m.ngixi.json", """{ "name": "m", "grants": { "wasi": true } }""");
        folder.Run(new CliSetting { Input = "hello" }, "run", "./m.wasm", "--record", "./m.ngixirec").Exits(ExitCode.Guest);
        folder.Run("replay", "./m.ngixirec", "./m.wasm").Exits(0).Says("same  m: ");
    }

    [Fact]
    public void Secrets_need_their_key()
    {
        using CliFolder folder = Guests.Invoice();
        folder.Write("key", new string('k', 32));
        folder.Write("short", "k");
        string[] run = ["run", "./invoice.wasm", "--record", "./a.ngixirec", "--secret", "share"];
        folder.Run([.. run, "--call", "share", "3"]).Fails(ExitCode.Usage, "What is secret needs a key.", "--key FILE");
        folder.Run([.. run, "--key", "./short", "--call", "share", "3"]).Fails(ExitCode.Usage, "less than 32 bytes", "/dev/urandom");
        folder.Run("run", "./invoice.wasm", "--key", "./key").Fails(ExitCode.Usage, "are of a recording.", "Write --record FILE");
        folder.Run([.. run, "--key", "./key", "--call", "share", "3"]).Exits(0);
        folder.Run("replay", "./a.ngixirec", "./invoice.wasm").Fails(ExitCode.Usage, "", "--key");
        folder.Run("replay", "./a.ngixirec", "./invoice.wasm", "--key", "./key").Exits(0);
    }

    [Fact]
    public void What_is_no_recording_is_told()
    {
        using CliFolder folder = Shop.Folder();
        folder.Run("replay", "./shop.ngixi.json", "./shop.wasm").Fails(ExitCode.Usage, "", "Check that the file was copied whole");
        folder.Run("replay", "./nothing", "./shop.wasm").Fails(ExitCode.Usage, "There is no file 'nothing'.", "Check the path.");
    }
}
