using System.Text;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Hosting;
using Ngixi.Testing.Running;
using Ngixi.Testing.Tests.Support;

namespace Ngixi.Testing.Tests;

/// <summary>Answers of imports in a file.</summary>
public sealed class AnswersTests
{
    [Theory]
    [InlineData("send", """{ "env.mail_send": { "value": { "i32": 7 } } }""", 7)]
    [InlineData("send", """{ "env.mail_send": { "error": 1, "message": "no" } }""", -1 - 1 - 2)]
    [InlineData("subject", """{ "env.mail_subject": { "text": "hellö" } }""", 5)]
    [InlineData("read", """{ "env.mail_read": { "returns": 4 } }""", 4000)]
    [InlineData("open", """{ "env.mail_open": { "returns": 1 }, "env.mailbox_count": { "returns": 9 }, "env.mailbox_free": {} }""", 9)]
    [InlineData("note", """{ "env.mail_note": [{}] }""", 0)]
    public async Task An_answer_reaches_the_guest(string export, string json, int result)
    {
        Assert.Equal([result], await ResultsOf(Parse(json), export));
    }

    [Fact]
    public async Task Answers_are_given_one_after_the_other_and_then_the_last_again_in_each_test()
    {
        const string Guest = """
            (module
              (import "dice" "roll" (func $roll (result i64)))
              (func $three (if (i64.ne (call $roll) (i64.const 6)) (then unreachable))
                (if (i64.ne (call $roll) (i64.const -1)) (then unreachable))
                (if (i64.ne (call $roll) (i64.const -1)) (then unreachable)))
              (func (export "test_one") (call $three))
              (func (export "test_two") (call $three)))
            """;
        GuestTestOptions options = new() { Answers = Parse("""{ "dice.roll": [{ "returns": 6 }, { "returns": -1 }] }""") };
        (await GuestTests.RunModuleAsync(Module.ConvertText(Guest), options)).ThrowIfFailed();
    }

    [Fact]
    public async Task A_trap_of_a_file_is_that_of_a_method_of_a_host()
    {
        const string Guest = """
            (module
              (import "dice" "roll" (func $roll (result f32)))
              (func (export "test_one") (drop (call $roll))))
            """;
        GuestTestRun run = await GuestTests.RunModuleAsync(
            Module.ConvertText(Guest), new GuestTestOptions { Answers = Parse("""{ "dice.roll": { "trap": "no dice" } }""") });
        Assert.Equal(
            "It was ended by the host: Import dice.roll: the host's method threw InvalidOperationException: no dice",
            Assert.Single(run.Results).Failure);
    }

    [Theory]
    [InlineData("[]", "answers: It is no object: write { \"env.import\": { \"returns\": 1 } }.")]
    [InlineData("""{ "a.b": 1 }""", "answers: `a.b` is no answer: ")]
    [InlineData("""{ "a.b": [] }""", "answers: `a.b` has no answers: ")]
    [InlineData("""{ "a.b": [{}, { "gives": 1 }] }""", "answers: `a.b`[1] has `gives`: write one of ")]
    [InlineData("""{ "a.b": { "returns": "1" } }""", "answers: `a.b` returns no number")]
    [InlineData("""{ "a.b": { "text": 1 } }""", "answers: `a.b` has a text that is no text.")]
    [InlineData("""{ "a.b": { "bytes": "?" } }""", "answers: `a.b` has bytes that are not in base64.")]
    [InlineData("""{ "a.b": { "error": -1 } }""", "answers: `a.b` has an error that is no number of one")]
    [InlineData("""{ "a.b": { "value": { "u7": 1 } } }""", "answers: `a.b` has no value of a type")]
    [InlineData("""{ "a.b": { "value": 1 } }""", "answers: `a.b` has no value: ")]
    [InlineData("{", "answers: ")]
    public void A_mistake_in_a_file_is_told_with_its_place(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "env.mail_note": { "text": "a" } }""", "it has no result area, so it returns no text, bytes or value.")]
    [InlineData("""{ "env.mail_note": { "error": 1 } }""", "it has no status, so it declares no errors.")]
    public async Task An_answer_that_does_not_fit_its_import_is_refused(string json, string problem)
    {
        FormatException exception = await Assert.ThrowsAsync<FormatException>(
            () => GuestTests.RunModuleAsync(MailGuest.Wasm, new GuestTestOptions { Answers = Parse(json) }));
        Assert.Equal($"The answers of `env.mail_note` (i32 i32) do not fit: {problem}", exception.Message);
    }

    [Fact]
    public async Task The_file_of_the_page_is_one()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(AssemblyScriptCompiler.Metadata("DocsDirectory"), "guide/testing.md"));
        GuestAnswers answers = Parse(CodeRegions.BlocksOf(page, "json").First());
        Assert.Equal([7, -1 - 1 - "no room".Length, 5, 4000], await ResultsOf(answers, "send", "send", "subject", "read"));
    }

    /// <summary>Calls exports of one instance of <c>mail.ts</c>.</summary>
    private static async Task<IReadOnlyList<int>> ResultsOf(GuestAnswers answers, params string[] exports)
    {
        TestedModule tested = TestedModule.Read(MailGuest.Wasm, null, new GuestTestOptions { Answers = answers });
        using GuestEngine engine = new();
        using GuestModule module = engine.Load(tested.Manifest, MailGuest.Wasm);
        using GuestInstance guest = await module.StartAsync();
        List<int> results = [];
        foreach (string export in exports)
        {
            results.Add((await guest.CallAsync(it => it.Instance.GetFunction<int>(export)!())).Value);
        }

        return results;
    }

    private static GuestAnswers Parse(string json) => GuestAnswers.Parse(Encoding.UTF8.GetBytes(json));
}
