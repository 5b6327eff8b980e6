using Ngixi.Bindgen.Tests.Support;
using Ngixi.Testing.Tests.Mail;
using Ngixi.Testing.Tests.Support;

namespace Ngixi.Testing.Tests;

/// <summary>Tests in AssemblyScript: failures have lines of the source, and what the guest logged.</summary>
public sealed class AssemblyScriptTests
{
    [Fact]
    public async Task A_failed_assertion_has_its_message_its_place_and_the_log()
    {
        (byte[] wasm, byte[] sourceMap) = AssemblyScriptCompiler.CompileWithSourceMap("assembly/sums.ts", "--debug");
        GuestTestRun run = await GuestTests.RunModuleAsync(wasm, new GuestTestOptions { SourceMap = sourceMap });
        Assert.Equal([true, false, false], run.Results.Select(result => result.Passed));

        GuestTestResult nothing = run.Results[1];
        Assert.Equal("It aborted: the sum of nothing is 0, at assembly/sums.ts:13:3.", nothing.Failure);
        Assert.Equal(("assembly/sums.ts", 13, 3), (nothing.Place!.File, nothing.Place.Line, nothing.Place.Column));
        Assert.Equal(["info: the sum of nothing"], nothing.Log);

        GuestTestResult beyond = run.Results[2];
        Assert.StartsWith("It aborted: Index out of range, at ", beyond.Failure, StringComparison.Ordinal);
        Assert.Contains(beyond.Frames, frame => frame is { File: "assembly/sums.ts", Line: 18 });
        Assert.Empty(beyond.Log);
    }

    [Fact]
    public async Task A_guest_with_stubs_is_tested_without_its_host()
    {
        GuestTestRun run = await GuestTests.RunModuleAsync(MailGuest.Wasm);
        Assert.Equal(
            [
                "It called `env.mail_send` (i32 i32 i32 i32 i32) -> i32, which nothing answers. "
                    + "Define a fake of it (GuestTestOptions.Fakes), or an answer (GuestTestOptions.Answers, ngixi test --fakes).",
                null,
            ],
            run.Results.Select(result => result.Failure));
    }

    [Fact]
    public async Task A_generated_fake_answers_the_tests_of_a_guest()
    {
        FakeMail fake = new();
        fake.Send.Always.Fails(MailError.Full);
        GuestTestOptions options = new() { Fakes = linker => linker.DefineMail(fake) };
        GuestTestRun run = await GuestTests.RunModuleAsync(MailGuest.Wasm, options);
        run.ThrowIfFailed();
        Assert.Equal("ada", Assert.Single(fake.Send.Calls).To);
    }
}
