using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

public sealed class TestTests
{
    private const string Guest = """
        (module
          (func (export "test_adds"))
          (func (export "test_\1b[31mfails") unreachable)
          (func (export "helper") unreachable))
        """;

    [Fact]
    public void Tests_of_a_guest_run_and_fail_by_a_trap()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", Guest);
        folder.Run("test", "./m.wasm")
            .Says("passed test_adds\n").Says("FAILED test_\\u001B[31mfails\n").Says("m: 2 tests, 1 passed\n")
            .Fails(ExitCode.Guest, "1 of 2 tests failed.", "says where");
        CliResult json = folder.Run("test", "./m.wasm", "--json").Exits(ExitCode.Guest);
        Assert.Equal(1, json.Json.GetProperty("passed").GetInt32());
        Assert.False(json.Json.GetProperty("tests")[1].GetProperty("passed").GetBoolean());
    }

    [Fact]
    public void Some_tests_are_chosen_and_reports_are_written()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", Guest);
        folder.Run("test", "./m.wasm", "--filter", "adds", "--trx", "./out.trx", "--junit", "./out.xml")
            .Exits(0).Says("m: 1 tests, 1 passed\n");
        Assert.Contains("test_adds", File.ReadAllText(folder.At("out.trx")), StringComparison.Ordinal);
        Assert.Contains("tests=\"1\"", File.ReadAllText(folder.At("out.xml")), StringComparison.Ordinal);
        folder.Run("test", "./m.wasm", "--filter", "nothing").Fails(ExitCode.Usage, "has no such test", "begin with test_");
        folder.Run("test", "./m.wasm", "--parallel", "0").Fails(ExitCode.Usage, "--parallel is less than 1.", "--parallel 1");
    }

    [Fact]
    public void Imports_answer_as_a_file_says()
    {
        using CliFolder folder = new();
        folder.WriteModule("m.wasm", """
            (module
              (import "dice" "roll" (func $roll (result i32)))
              (func (export "test_rolls") (if (i32.ne (call $roll) (i32.const 6)) (then unreachable))))
            """);
        folder.Run("test", "./m.wasm").Says("`dice.roll` () -> i32, which nothing answers.").Exits(ExitCode.Guest);
        folder.Write("fakes.json", """{ "dice.roll": { "returns": 6 } }""");
        folder.Run("test", "./m.wasm", "--fakes", folder.At("fakes.json")).Exits(0).Says("m: 1 tests, 1 passed\n");
        folder.Write("fakes.json", """{ "dice.roll": { "text": "six" } }""");
        folder.Run("test", "./m.wasm", "--fakes", folder.At("fakes.json"))
            .Fails(ExitCode.Usage, "it has no result area", "says how an import answers");
    }
}
