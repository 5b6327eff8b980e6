using System.Text.RegularExpressions;
using Ngixi.Bindgen.Tests.Shared;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Testing.Tests.Mail;
using Ngixi.Testing.Tests.Support;

namespace Ngixi.Testing.Tests;

/// <summary>The code of docs/guide/testing.md.</summary>
[CollectionDefinition(nameof(TestingPageTests), DisableParallelization = true)]
[Collection(nameof(TestingPageTests))]
public sealed partial class TestingPageTests
{
    private static readonly string Docs = AssemblyScriptCompiler.Metadata("DocsDirectory");

    [Fact]
    public async Task The_tests_of_a_guest_run_and_are_reported()
    {
        using TemporaryFolder folder = new();
        (byte[] wasm, byte[] sourceMap) = AssemblyScriptCompiler.CompileWithSourceMap("assembly/sums.ts", "--debug");
        await File.WriteAllBytesAsync(folder.At("sums.wasm"), wasm);
        await File.WriteAllBytesAsync(folder.At("sums.wasm.map"), sourceMap);
        string before = Directory.GetCurrentDirectory();
        Output Console = new();
        Directory.SetCurrentDirectory(folder.Path);
        try
        {
            #region run
            GuestTestRun run = await GuestTests.RunAsync("sums.wasm");
            run.WriteText(Console.Out);
            run.WriteTrx("results/sums.trx");
            run.WriteJUnit("results/sums.xml");
            #endregion
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }

        Assert.True(File.Exists(folder.At("results/sums.trx")) && File.Exists(folder.At("results/sums.xml")));
        string page = await PageAsync();
        string printed = CodeRegions.BlocksOf(page, "text").First();
        string[] lines = [.. Times().Replace(printed, "").Split('\n').SkipLast(2)];
        Assert.Contains("FAILED test_adds_nothing", lines);
        Assert.All(lines, line => Assert.Contains(line, Times().Replace($"{Console.Out}", ""), StringComparison.Ordinal));
    }

    [Fact]
    public void A_fake_answers_as_the_test_says()
    {
        #region answers
        FakeMail mail = new();
        mail.Send.Next.Returns(1);
        mail.Send.Next.Fails(MailError.Full, "no room");
        mail.Send.Always.Runs(call => call.To.Length);
        mail.Note.Always.Throws(new InvalidOperationException("The post is on strike."));
        mail.SubjectAsync.Always.After(TimeSpan.FromSeconds(2)).Returns("late");
        #endregion

        #region fakes
        GuestTestOptions options = new() { Fakes = linker => linker.DefineMail(mail) };
        #endregion

        Assert.Equal(1, ((IMail)mail).Send("ada", []));
        Assert.Throws<InvalidOperationException>(() => ((IMail)mail).Note("hello"));
        Assert.NotNull(options.Fakes);

        #region calls
        Assert.Equal("ada", mail.Send.Calls[0].To);
        Assert.Equal(new FakeMail.NoteCall("hello"), mail.Calls[^1]);
        #endregion
    }

    [Fact]
    public async Task A_fake_stands_for_a_guest()
    {
        #region guest
        FakePostman postman = new();
        postman.FolderOf.Always.Returns("in");
        IPostman guest = postman;
        IPostmanGuest elsewhere = postman;
        #endregion

        Assert.Equal("in", guest.FolderOf(new Letter(1, "hello")));
        Assert.Equal("in", await elsewhere.FolderOfAsync(new Letter(1, "hello")));
    }

    [Fact]
    public async Task The_code_of_the_page_is_that_of_these_tests()
    {
        string folder = Path.Combine(Docs, "..", "tests", "Ngixi.Testing.Tests");
        string[] files = ["TestingPageTests.cs", "TheoryTests.cs", "Mail/FakeMail.cs"];
        string[] sources = [.. files.Select(file => File.ReadAllText(Path.Combine(folder, file)))];
        string fake = string.Join('\n', sources[2].Split('\n')[2..]);
        string page = await PageAsync();
        Assert.Equal(
            sources.SelectMany(CodeRegions.In).Append(fake).Order(StringComparer.Ordinal),
            CodeRegions.BlocksOf(page).Order(StringComparer.Ordinal));
        string script = CodeRegions.BlocksOf(page, "ts").First();
        Assert.Contains(
            script,
            await File.ReadAllTextAsync(Path.Combine(AssemblyScriptCompiler.GuestDirectory, "assembly/sums.ts")),
            StringComparison.Ordinal);
    }

    private static Task<string> PageAsync() => File.ReadAllTextAsync(Path.Combine(Docs, "guide/testing.md"));

    [GeneratedRegex(@" \([\d,]+ ms\)")]
    private static partial Regex Times();

    private sealed class Output
    {
        public StringWriter Out { get; } = new();
    }
}
