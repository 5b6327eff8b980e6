using System.Text;
using System.Text.Json;
using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

/// <summary>Methods of a contract, called from the command line by the words of the contract that the guest states.</summary>
public sealed class CallTests : IDisposable
{
    private const string Id = "6f9619ff-8b86-d011-b42d-00cf4fc964ff";

    private const string DeepShape =
        Deep20 + Deep20 + Deep20 + Deep20 + """{"Circle":{"Radius":1}}""" + Ends20 + Ends20 + Ends20 + Ends20 + " 1";

    private const string Deep20 = Deep5 + Deep5 + Deep5 + Deep5;
    private const string Deep5 = Deep + Deep + Deep + Deep + Deep;
    private const string Deep = """{"Group":{"Shapes":[""";
    private const string Ends20 = Ends5 + Ends5 + Ends5 + Ends5;
    private const string Ends5 = "]}}]}}]}}]}}]}}";

    private readonly CliFolder folder = Guests.Plugin();

    [Theory]
    [InlineData("render", """["Ada", "2"]""", "\"Hello, Ada! Hello, Ada!\"")]
    [InlineData("render", """["\"grüße\\", "1"]""", "\"Hello, \\\"grüße\\\\!\"")]
    [InlineData("render", """["", "0"]""", "\"\"")]
    [InlineData("is_later", """["2026-11-28T12:00:01Z", "2026-11-28T13:00:00+01:00"]""", "true")]
    [InlineData("flip", """["Glad"]""", "\"Sad\"")]
    [InlineData("low", """["-1"]""", "255")]
    [InlineData("reverse", """["AQID"]""", "\"AwIB\"")]
    [InlineData("sum", """["[1, 2, 9007199254740993]"]""", "9007199254740996")]
    [InlineData("double", """["21"]""", "42")]
    [InlineData("double", """["null"]""", "null")]
    [InlineData("longer", """["a", "bcd"]""", "\"bcd\"")]
    [InlineData("longer", """["null", "bcd"]""", "null")]
    [InlineData("grow", """["{ \"Circle\": { \"Radius\": 1.5 } }", "2"]""", """{"Circle":{"Radius":3}}""")]
    [InlineData("count", """["[\"a\", \"b\", \"a\"]"]""", """{"a":2,"b":1}""")]
    [InlineData("describe", """["été"]""", """{"First":"é","Length":3}""")]
    public void A_method_is_called_with_words_and_its_result_is_JSON(string export, string words, string result)
    {
        string[] arguments = [.. JsonDocument.Parse(words).RootElement.EnumerateArray().Select(word => word.GetString()!)];
        string[] line = ["run", "./plugin.wasm", "-q", "--call", export];
        Assert.Equal($"{result}\n", folder.Run([.. line, "--", .. arguments]).Exits(0).Output);
        JsonElement document = folder.Run([.. line, "--json", "--", .. arguments]).Exits(0).Json;
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(result).RootElement, document.GetProperty("results")[0]));
    }

    [Fact]
    public void A_record_crosses_with_all_that_it_has()
    {
        string inner = OrderOf(before: "null", parts: "", mood: "null", other: "null", weight: "\"NaN\"", access: "\"0\"");
        string outer = OrderOf(
            before: inner, parts: inner, mood: "\"Sad\"", other: $"\"{Id}\"", weight: "-0.25", access: "\"Read, Write\"", note: "\"\"");
        JsonElement result = folder.Run("run", "./plugin.wasm", "--json", "--call", "echo", outer).Exits(0).Json.GetProperty("results")[0];
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(outer).RootElement, result), $"{outer}\n{result}");
    }

    [Fact]
    public void Shapes_nest()
    {
        const string Shape = """{"Group":{"Shapes":[{"Circle":{"Radius":1}},{"Group":{"Shapes":[]}}]}}""";
        Assert.Equal($"{Shape}\n", folder.Run("run", "./plugin.wasm", "-q", "--call", "grow", Shape, "1").Exits(0).Output);
    }

    [Theory]
    [InlineData("render", "Ada", "'render' takes 2 arguments, and got 1.", "Render(string name, int times) → string.")]
    [InlineData("render", "Ada two", "'times' takes a whole number from -2147483648 to 2147483647, and not \"two\".", "Render(")]
    [InlineData("render", "Ada 2147483648", "and not 2147483648.", "It is Render(")]
    [InlineData("render", "Ada 1.5", "and not 1.5.", "It is Render(")]
    [InlineData("flip", "Happy", "'mood' takes one of Glad, Sad, and not \"Happy\".", "It is Flip(Mood mood) → Mood.")]
    [InlineData("is_later", "now then", "'one' takes a time such as 2026-11-28T12:00:00Z, and not \"now\".", "It is IsLater(")]
    [InlineData("is_later", "9999-01-01 2026-01-01", "A time does not fit in 64 bits of nanoseconds", "It is IsLater(")]
    [InlineData("reverse", "!", "'bytes' takes bytes in base64, and not \"!\".", "It is Reverse(byte[] bytes) → byte[].")]
    [InlineData("sum", "1", "'numbers' takes an array, [ … ], and not 1.", "It is Sum(long[] numbers) → long.")]
    [InlineData("sum", "[1,null]", "'numbers[1]' takes a whole number", "It is Sum(")]
    [InlineData("double", "x", ", and not \"x\".", "It is Double(int? number) → int?.")]
    [InlineData("grow", "{\"Square\":{}} 1", "'shape' takes an object with a case, { \"case\": { … } }: Circle", "Grow(")]
    [InlineData("grow", "{\"Circle\":{\"radius\":1}} 1", "'shape.Circle' takes an object with Radius, and not", "It is Grow(")]
    [InlineData("grow", DeepShape, "nests deeper than the 64 levels", "It is Grow(")]
    [InlineData("nothing", "", "The module exports no function 'nothing' that can be called.", "render: Render(string name, int t")]
    public void An_argument_that_is_none_is_told_with_the_signature_before_anything_runs(
        string export, string words, string message, string advice) =>
        folder.Run(["run", "./plugin.wasm", "--call", export, "--", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            .Fails(ExitCode.Usage, message, advice);

    [Fact]
    public void A_method_that_fails_has_the_exit_code_of_a_guest_that_does()
    {
        string[] line = ["run", "./plugin.wasm", "--call", "fail", "no reason"];
        folder.Run(line).Fails(ExitCode.Guest, "no reason", "The first line of the stack");
        string list = folder.Run("run", "./plugin.wasm").Exits(0).Error;
        Assert.Contains("count: Count(string[] words) → IReadOnlyDictionary<string, int>", list, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recorded_call_replays()
    {
        folder.Run("run", "./plugin.wasm", "--record", "./p.ngixirec", "--call", "render", "Ada", "1").Exits(0);
        folder.Run("replay", "./p.ngixirec", "./plugin.wasm").Exits(0);
    }

    [Fact]
    public void Text_of_a_guest_cannot_steer_a_terminal()
    {
        string[] line = ["run", "./plugin.wasm", "-q", "--call", "render", "\u001B[31m\u202Ea", "1"];
        string output = folder.Run(CliSetting.Person, line).Exits(0).Output;
        Assert.DoesNotContain("\u001B[31m", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", output, StringComparison.Ordinal);
        Assert.Contains("\\u001B[31m\\u202Ea", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Half_a_surrogate_pair_of_a_guest_is_printed_as_a_replacement()
    {
        folder.Write("half.ngixi.json", $$"""{ "name": "half", {{Guests.Patience}} }""");
        folder.WriteModule("half.wasm", $"""
            (module
              (memory (export "memory") 1)
              (data (i32.const 0x20) "a\00\00\d8")
              (global (export "{MarkerOf("f: F() -> string")}") i32 (i32.const 0))
              (func (export "f") (result i64) (i64.const 0x0000002080000004)))
            """);
        JsonElement result = folder.Run("run", "./half.wasm", "--json", "--call", "f").Exits(0).Json.GetProperty("results")[0];
        Assert.Equal("a\uFFFD", result.GetString());
    }

    [Theory]
    [InlineData("f: F() -> bool", "(result i32) (i32.const 2)")]
    [InlineData("f: F() -> sbyte", "(result i32) (i32.const 128)")]
    [InlineData("f: F() -> E; enum E: int; enum E.A: 1", "(result i32) (i32.const 3)")]
    [InlineData("f: F() -> string", "(result i64) (i64.const 0x0000fff000000100)")]
    [InlineData("f: F() -> string", "(result i64) (i64.const 0x0000001080000003)")]
    [InlineData("f: F() -> byte[]", "(result i64) (i64.const 0x0000fff000000100)")]
    [InlineData("f: F() -> string[]", "(result i64) (i64.const 0x0000001000010000)")]
    [InlineData("f: F() -> Guid", "(result i64) (i64.const 0)")]
    [InlineData("f: F() -> U; union U; union U.A: 1 ()", "(result i64) (i64.const 0x0000001000000000)")]
    [InlineData("f: F() -> R; record R: (R? Next)", "(result i64) (i64.const 0x0000002000000000)")]
    [InlineData("f: F() -> IReadOnlyDictionary<byte, R>; record R: ()", "(result i64) (i64.const 0x0000003000000002)")]
    public void A_result_that_is_none_of_its_type_is_a_broken_contract(string contract, string body)
    {
        folder.Write("bad.ngixi.json", $$"""{ "name": "bad", {{Guests.Patience}} }""");
        folder.WriteModule("bad.wasm", $"""
            (module
              (memory (export "memory") 1)
              (data (i32.const 0x20) "\20\00\00\00")
              (global (export "{MarkerOf(contract)}") i32 (i32.const 0))
              (func (export "f") {body}))
            """);
        folder.Run("run", "./bad.wasm", "--call", "f").Fails(ExitCode.Contract, "is bad", "Build both sides");
    }

    [Theory]
    [InlineData("f: F(IFile file)", "'f' has the resource IFile, which needs a host of its own.")]
    [InlineData("f: F(Span<byte> buffer)", "'f' has Span<byte>, which needs a host of its own.")]
    [InlineData("f: F() throws E; enum E: int", "'f' has errors of its own, which needs a host of its own.")]
    [InlineData("f: F(E e); enum E: ulong; enum E.A: 99999999999999999999", "'f' has E, which needs a host of its own.")]
    [InlineData("f: F(U u); union U; union U.A: -1 ()", "'f' has U, which needs a host of its own.")]
    [InlineData("f: F(R r); record R: (R Inner)", "'f' has a record that contains itself.")]
    [InlineData("f: F(long number)", "'f' is (i32), and its contract makes it (i64).")]
    [InlineData("f: F(IReadOnlyDictionary<string[], int> map)", "'f' has a dictionary with such keys, which needs a host of its own.")]
    public void What_cannot_be_called_from_here_is_refused_before_anything_runs(string contract, string message)
    {
        folder.WriteModule("m.wasm", $"""
            (module
              (memory (export "memory") 1)
              (global (export "ngixi_area") i32 (i32.const 8))
              (global (export "{MarkerOf(contract)}") i32 (i32.const 0))
              (func $start unreachable)
              (start $start)
              (func (export "f") (param i32)))
            """);
        folder.Run("run", "./m.wasm", "--call", "f", "1").Fails(ExitCode.Usage, message, "Call it from a host");
    }

    [Fact]
    public void Contracts_of_hostile_depth_are_refused()
    {
        string records = string.Concat(Enumerable.Range(0, 1500).Select(i => $"; record R{i}: (R{i + 1} A, R{i + 1} B)"));
        folder.WriteModule("m.wasm", $"""
            (module
              (global (export "{MarkerOf($"f: F(R0 r){records}; record R1500: (int X)")}") i32 (i32.const 0))
              (func (export "f") (param i32)))
            """);
        folder.Run("run", "./m.wasm", "--call", "f", "1").Fails(ExitCode.Usage, "larger than can be", "Call it from a host");
    }

    public void Dispose() => folder.Dispose();

    // The name of the export by which a guest says it: docs/abi.md, Markers of exports.
    private static string MarkerOf(string lines)
    {
        StringBuilder name = new("ngixi_");
        foreach (byte unit in Encoding.UTF8.GetBytes($"abi:1:IHostile@0123456789abcdef {lines}"))
        {
            name.Append(char.IsAsciiLetterOrDigit((char)unit) || unit == '_' ? $"{(char)unit}" : $"${unit:x2}");
        }

        return name.ToString();
    }

    private static string OrderOf(
        string before, string parts, string mood, string other, string weight, string access, string note = "null") => $$"""
        {
          "Id": "{{Id}}", "Small": -128, "Port": 65535, "Letter": "ß", "Price": -12.50, "Wait": "1.02:03:04.5000000", "Day": "2026-11-28",
          "Mood": {{mood}}, "Note": {{note}}, "Before": {{before}}, "Parts": [{{parts}}], "Access": {{access}}, "Weight": {{weight}},
          "Link": "/a?b", "Bytes": "AAH/", "Names": { "-3": "minus", "7": "" }, "IsPaid": true, "Other": {{other}},
          "Everything": {
            "Byte": 255, "Short": -32768, "Int": -2147483648, "UInt": 4294967295, "Long": -9223372036854775808,
            "ULong": 18446744073709551615, "Double": 1.7976931348623157E+308, "Half": -0.5,
            "Int128": -170141183460469231731687303715884105728, "UInt128": 340282366920938463463374607431768211455,
            "At": "2026-11-28T12:00:00.1234567Z", "Utc": "1700-01-01T00:00:00.0000000Z", "Time": "23:59:59.9999999", "Version": "1.2.3.4",
            "Fee": 0.00, "Count": null, "Until": "12:30:00", "Until2": null, "IsKnown": false, "Shape": { "Circle": { "Radius": 0 } },
            "Moods": ["Sad", "Glad"], "Bits": [true, false], "Texts": ["", null, "\"ß\""],
            "Gaps": [1, null], "ByMood": { "Sad": [0.5], "Glad": [] },
            "ByNumber": { "18446744073709551615": null, "0": { "Group": { "Shapes": [] } } },
            "Empty": {}
          }
        }
        """;
}
