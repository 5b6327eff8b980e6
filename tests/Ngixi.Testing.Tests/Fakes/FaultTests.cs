using System.Text;
using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Hosting;
using Ngixi.Testing.Tests.Mail;
using Ngixi.Testing.Tests.Support;

namespace Ngixi.Testing.Tests.Fakes;

/// <summary>A guest gets from a fake what it gets from an implementation: values, errors, traps, and the end at a deadline.</summary>
public sealed class FaultTests
{
    private static readonly string[] Exports = ["send", "subject", "try_find", "read", "list", "open", "note"];

    private static readonly Dictionary<string, Func<Exception>> Faults = new()
    {
        ["an exception"] = () => new InvalidOperationException("The post is on strike."),
        ["an exception with a cause"] = () => new IOException("No line.", new TimeoutException("No answer.")),
        ["an exception with a hostile message"] = () => new InvalidOperationException($"\u0007\n`{new string('x', 2_000)}"),
        ["an error that is declared"] = () => new GuestException<MailError>(MailError.Full, "full"),
        ["an error without a message"] = () => new GuestException<MailError>(MailError.Unknown, ""),
        ["an error that has no such value"] = () => new GuestException<MailError>((MailError)(-1), "none"),
        ["an error that is not declared"] = () => new GuestException<DayOfWeek>(DayOfWeek.Monday, "closed"),
        ["a bad argument"] = () => new ArgumentException("It is no address.", "to"),
        ["a cancellation"] = () => new OperationCanceledException("Gone."),
        ["a cancelled task"] = () => new TaskCanceledException("Gone."),
        ["several exceptions"] = () => new AggregateException(new IOException("one"), new IOException("two")),
        ["a trap of another guest"] = () => new WasmtimeException("it trapped"),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_of_a_fake_reaches_the_guest_as_the_real_one_does(string name)
    {
        Func<Exception> fault = Faults[name];
        FakeMail fake = new();
        fake.Send.Always.Throws(fault());
        fake.SubjectAsync.Always.Throws(fault());
        fake.TryFind.Always.Throws(fault());
        fake.Read.Always.Throws(fault());
        fake.List.Always.Throws(fault());
        fake.Open.Always.Throws(fault());
        fake.Note.Always.Throws(fault());
        IReadOnlyList<string> real = await OutcomesOf(new RealMail(() => throw fault()));
        Assert.Equal(real, await OutcomesOf(fake));
        Assert.All(real.Skip(1), outcome => Assert.Contains(nameof(GuestTrapException), outcome, StringComparison.Ordinal));
        Assert.Equal(Exports.Length, fake.Calls.Count);
    }

    [Fact]
    public async Task Values_of_a_fake_reach_the_guest_as_real_ones_do()
    {
        FakeMailbox box = new();
        box.Count.Always.Returns(2);
        FakeMail fake = new();
        fake.Send.Always.Runs(call => call.To.Length + call.Body[0]);
        fake.SubjectAsync.Always.Returns("letter 3");
        fake.TryFind.Always.Returns((true, 5));
        fake.Read.Always.Runs(call =>
        {
            call.Buffer.AsSpan().Fill((byte)call.Number);
            return call.Buffer.Length;
        });
        fake.List.Always.Returns([new Letter(3, "three"), new Letter(4, "four")]);
        fake.Open.Always.Returns(box);
        fake.Note.Always.Returns();
        IReadOnlyList<string> real = await OutcomesOf(new RealMail(() => { }));
        Assert.Equal(["8", "8", "5", "4001", "7", "2", "0"], real);
        Assert.Equal(real, await OutcomesOf(fake));
        Assert.Equal([new FakeMailbox.CountCall(), new FakeMailbox.DisposeCall()], box.Calls);
    }

    [Fact]
    public async Task A_null_that_no_guest_may_get_traps_alike()
    {
        FakeMail fake = new() { Mode = FakeMode.Lenient };
        fake.Open.Always.Returns(null!);
        FakeMail other = new() { Mode = FakeMode.Lenient };
        other.Open.Always.RunsAsync((_, _) => Task.FromResult<IMailbox>(null!));
        IReadOnlyList<string> outcomes = await OutcomesOf(fake);
        Assert.Contains("null", outcomes[5], StringComparison.Ordinal);
        Assert.Equal(outcomes, await OutcomesOf(other));
    }

    [Fact]
    public async Task A_fake_that_waits_ends_at_the_deadline_as_a_real_one_does()
    {
        TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string real = await AtDeadline(new WaitingMail(called), () => called.Task);
        FakeMail fake = new();
        fake.SubjectAsync.Always.After(Timeout.InfiniteTimeSpan).Returns("never");
        string faked = await AtDeadline(fake, async () =>
        {
            while (fake.SubjectAsync.Calls.Count == 0)
            {
                await Task.Yield();
            }
        });
        Assert.Equal(
            "Ngixi.Hosting.GuestDeadlineException: "
            + "A call of the module 'mail' was ended at its deadline of 60,000 ms, in a method of the host.",
            real);
        Assert.Equal(real, faked);
    }

    private static async Task<string> AtDeadline(IMail mail, Func<Task> isCalled)
    {
        FakeTimeProvider time = new();
        using GuestEngine engine = new(new GuestEngineOptions { Time = time });
        using GuestModule module = engine.Load(Manifest(mail), MailGuest.Wasm);
        using GuestInstance guest = await module.StartAsync();
        Task<string> outcome = OutcomeOf(guest, "subject");
        await isCalled();
        time.Advance(TimeSpan.FromSeconds(60));

        // The cause is the end of the method, or of the wait for it: whichever is first.
        return (await outcome).Split('\n')[1];
    }

    private static async Task<IReadOnlyList<string>> OutcomesOf(IMail mail)
    {
        using GuestEngine engine = new();
        using GuestModule module = engine.Load(Manifest(mail), MailGuest.Wasm);
        List<string> outcomes = [];
        foreach (string export in Exports)
        {
            using GuestInstance guest = await module.StartAsync();
            outcomes.Add(await OutcomeOf(guest, export));
        }

        return outcomes;
    }

    private static async Task<string> OutcomeOf(GuestInstance guest, string export)
    {
        try
        {
            CallResult<int> result = await guest.CallAsync(it => it.Instance.GetFunction<int>(export)!());
            return $"{result.Value}";
        }
        catch (GuestCallException exception)
        {
            StringBuilder outcome = new($"{string.Join(" < ", exception.Frames.Select(frame => frame.Function))}, {guest.IsDropped}");
            for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
            {
                // What Wasmtime says of frames has addresses of the process.
                outcome.Append($"\n{cause.GetType()}: {(cause is WasmtimeException ? "" : cause.Message)}");
            }

            return outcome.ToString();
        }
    }

    private static GuestManifest Manifest(IMail mail) => new()
    {
        Name = "mail",
        Limits = new ModuleLimits { Deadline = TimeSpan.FromSeconds(60), StartDeadline = TimeSpan.FromSeconds(60) },
        Grants = new Dictionary<string, GuestGrant> { ["mail"] = new((linker, _) => linker.DefineMail(mail)) },
    };
}
