using Microsoft.Extensions.Time.Testing;
using Ngixi.Bindgen;
using Ngixi.Testing.Tests.Mail;

namespace Ngixi.Testing.Tests.Fakes;

/// <summary>What a test says of a fake, and what the fake tells the test.</summary>
public sealed class FakeTests
{
    private readonly FakeMail fake = new();

    private IMail Mail => fake;

    [Fact]
    public void Answers_are_taken_from_the_queue_before_that_for_all_calls()
    {
        fake.Send.Always.Returns(9);
        fake.Send.Next.Returns(1);
        fake.Send.Next.Runs(call => call.To.Length);
        Assert.Equal([1, 3, 9, 9], Enumerable.Range(0, 4).Select(_ => Mail.Send("ada", [])));
    }

    [Fact]
    public async Task Calls_are_logged_in_their_order_with_their_arguments()
    {
        fake.Send.Always.Returns(0);
        fake.SubjectAsync.Always.Returns("");
        fake.Note.Always.Returns();
        Mail.Note("one");
        Mail.Send("ada", [1, 2]);
        await Mail.SubjectAsync(3, CancellationToken.None);
        Mail.Note("two");
        Assert.Equal(
            [
                "NoteCall { Text = one }", "SendCall { To = ada, Body = System.Byte[] }", "SubjectAsyncCall { Number = 3 }",
                "NoteCall { Text = two }",
            ],
            fake.Calls.Select(call => $"{call}"));
        Assert.Equal([new FakeMail.NoteCall("one"), new FakeMail.NoteCall("two")], fake.Note.Calls);
        Assert.Equal([1, 2], Assert.Single(fake.Send.Calls).Body);
    }

    [Fact]
    public void A_strict_fake_says_what_the_test_did_not_say_and_how_to()
    {
        Assert.Equal(
            "IMail.Send was called, and the test did not say how it answers. Say it before: fake.Send.Always.Returns(…), or "
            + "fake.Send.Next.Returns(…) for one call; or make the fake lenient: new FakeMail { Mode = FakeMode.Lenient }.",
            Assert.Throws<FakeSetupException>(() => Mail.Send("ada", [])).Message);
        Assert.Equal(
            "IMail.Note was called, and the test did not say how it answers. Say it before: fake.Note.Always.Returns(), or "
            + "fake.Note.Next.Returns() for one call; or make the fake lenient: new FakeMail { Mode = FakeMode.Lenient }.",
            Assert.Throws<FakeSetupException>(() => Mail.Note("")).Message);
        Assert.Equal(
            "IMail.Open was called, and the test did not say how it answers. Say it before: fake.Open.Always.Returns(…), or "
            + "fake.Open.Next.Returns(…) for one call.",
            Assert.Throws<FakeSetupException>(() => Mail.Open(null!, "")).Message);
        Assert.Equal(3, fake.Calls.Count);
    }

    [Fact]
    public async Task A_lenient_fake_returns_the_emptiest_values_and_is_strict_where_there_is_none()
    {
        FakeMail lenient = new() { Mode = FakeMode.Lenient };
        IMail mail = lenient;
        Assert.Equal(0, mail.Send("ada", []));
        Assert.Equal("", await mail.SubjectAsync(1, CancellationToken.None));
        Assert.False(mail.TryFind("", out int number));
        Assert.Equal(0, number);
        Assert.Empty(mail.List());
        mail.Note("");
        Assert.EndsWith(
            "there is no default of IMailbox.",
            Assert.Throws<FakeSetupException>(() => mail.Open(null!, "")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delay_is_by_the_clock_of_the_fake()
    {
        FakeTimeProvider time = new();
        FakeMail late = new() { Time = time };
        IMail mail = late;
        late.SubjectAsync.Next.After(TimeSpan.FromHours(1)).Returns("late");
        Task<string> subject = mail.SubjectAsync(1, CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.False(subject.IsCompleted);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("late", await subject);

        // A method without a task waits on its own thread.
        late.Note.Next.After(TimeSpan.FromHours(1)).Throws(new IOException("late"));
        Task note = Task.Run(() => mail.Note(""));
        while (!note.IsCompleted)
        {
            time.Advance(TimeSpan.FromHours(1));
            await Task.Yield();
        }

        await Assert.ThrowsAsync<IOException>(() => note);
    }

    [Fact]
    public async Task The_token_of_a_call_ends_its_delay_and_reaches_its_function()
    {
        using CancellationTokenSource source = new();
        fake.SubjectAsync.Next.After(Timeout.InfiniteTimeSpan).Returns("never");
        fake.SubjectAsync.Next.RunsAsync((call, cancellation) => Task.FromResult($"{call.Number} {cancellation == source.Token}"));
        Task<string> waits = Mail.SubjectAsync(1, source.Token);
        Assert.Equal("2 True", await Mail.SubjectAsync(2, source.Token));
        await source.CancelAsync();
        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
        Assert.Equal(source.Token, cancelled.CancellationToken);
    }

    [Fact]
    public void Errors_are_those_that_the_method_declares()
    {
        fake.Send.Next.Fails(MailError.Full, "no room");
        GuestException<MailError> error = Assert.Throws<GuestException<MailError>>(() => Mail.Send("ada", []));
        Assert.Equal((MailError.Full, "no room"), (error.Error, error.Message));
        Assert.Equal(
            "IMail.Note does not declare errors of MailError, so that a host's method that throws one traps the guest. "
            + "Put [WasmErrors(typeof(MailError))] on the method, or let the fake throw with Throws.",
            Assert.Throws<ArgumentException>(() => fake.Note.Always.Fails(MailError.Full)).Message);
    }

    [Fact]
    public async Task A_fake_is_for_any_number_of_threads()
    {
        const int Threads = 8;
        const int Count = 500;
        for (int i = 0; i < Threads * Count; i++)
        {
            fake.Send.Next.Returns(i);
        }

        int[][] answers = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ =>
            Task.Run(() => Enumerable.Range(0, Count).Select(_ => Mail.Send("ada", [])).ToArray())));
        Assert.Equal(Enumerable.Range(0, Threads * Count), answers.SelectMany(all => all).Order());
        Assert.Equal(Threads * Count, fake.Calls.Count);
    }

    [Fact]
    public async Task A_fake_guest_answers_for_both_of_its_interfaces()
    {
        FakePostman postman = new();
        postman.FolderOf.Next.Returns("in");
        postman.FolderOf.Next.Returns("out");
        postman.Split.Always.Returns(("ada", "example.com"));
        postman.Forget.Always.Returns();
        Assert.Equal("in", ((IPostman)postman).FolderOf(new Letter(1, "hello")));
        Assert.Equal("out", await ((IPostmanGuest)postman).FolderOfAsync(new Letter(2, "again")));
        Assert.Equal("ada", ((IPostman)postman).Split("ada@example.com", out string host));
        Assert.Equal("example.com", host);
        Assert.Equal(("ada", "example.com"), await ((IPostmanGuest)postman).SplitAsync("ada@example.com"));
        await ((IPostmanGuest)postman).ForgetAsync();
        Assert.Equal(5, postman.Calls.Count);
        Assert.Equal("again", postman.FolderOf.Calls[1].Letter.Subject);
    }
}
