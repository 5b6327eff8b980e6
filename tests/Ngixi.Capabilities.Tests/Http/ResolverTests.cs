using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Names that lead to what they should not, and resolvers that fail.</summary>
public sealed class ResolverTests
{
    [Fact]
    public async Task A_name_that_leads_elsewhere_the_second_time_is_judged_the_second_time()
    {
        await using LoopbackServer server = LoopbackServer.Closing(LoopbackServer.Ok("hello"));
        ScriptedResolver resolver = new(("one.example", [[EgressFixture.Loopback], ["10.0.0.1"]]));
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"), resolver);
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
        Denial denial = await fixture.DeniedAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/"));
        Assert.Equal("AllowPrivate = [\"10.0.0.1\"]", denial.Grant);
    }

    [Fact]
    public async Task What_was_judged_is_dialled_and_the_name_is_not_asked_for_again()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"));
        ScriptedResolver resolver = new(("one.example", [[EgressFixture.Loopback], ["10.0.0.1"]]));
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"), resolver);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
        }

        Assert.Equal(["one.example"], resolver.Asked);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task An_address_is_dialled_without_asking_for_a_name()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"));
        ScriptedResolver resolver = new();
        using EgressFixture fixture = new(EgressFixture.Grant($"http://127.0.0.1:{server.Port}"), resolver);
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://2130706433:{server.Port}/"));
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://[::ffff:127.0.0.1]:{server.Port}/"));
        Assert.Empty(resolver.Asked);
    }

    [Theory]
    [InlineData("10.0.0.1", "127.0.0.1", "10.0.0.1")]
    [InlineData("127.0.0.1", "10.0.0.1", "10.0.0.1")]
    [InlineData("8.8.8.8", "169.254.169.254", "169.254.169.254")]
    [InlineData("8.8.8.8", "::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("8.8.8.8", "64:ff9b::a00:1", "10.0.0.1")]
    [InlineData("8.8.8.8", "fe80::1%1", "fe80::1")]
    [InlineData("8.8.8.8", "0.0.0.0", "0.0.0.0")]
    public async Task One_bad_address_among_good_ones_denies_them_all(string first, string second, string bad)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        ScriptedResolver resolver = ScriptedResolver.To([first, second], "one.example");
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"), resolver);
        Denial denial = await fixture.DeniedAsync(new EgressRequest("GET", $"http://one.example:{server.Port}/"));
        Assert.Equal($"AllowPrivate = [\"{bad}\"]", denial.Grant);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Of_ten_thousand_addresses_each_is_judged_and_few_are_dialled()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"));
        IPAddress[] good = [.. Enumerable.Repeat(IPAddress.Loopback, 10_000)];
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}", "http://two.example:1");
        HostileResolver resolver = new((host, _) =>
            Task.FromResult<IReadOnlyList<IPAddress>>(host == "one.example" ? good : [.. good, IPAddress.Parse("10.0.0.1")]));
        using EgressFixture fixture = new(grant, resolver);
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
        Assert.Equal(1, server.Connections);
        await fixture.DeniedAsync(new EgressRequest("GET", "http://two.example:1/"));
    }

    [Fact]
    public async Task A_host_that_no_address_of_answers_cannot_be_reached()
    {
        ScriptedResolver resolver = ScriptedResolver.To([.. Enumerable.Repeat(EgressFixture.Loopback, 10)], "one.example");
        int port = await ClosedPortAsync();
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{port}"), resolver);
        EgressException exception = await fixture.FailsAsync(EgressError.ConnectionFailed, $"http://one.example:{port}/");
        Assert.EndsWith("The host cannot be reached (ConnectionRefused).", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_that_do_not_answer_do_not_hide_those_of_the_other_family()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"));
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}");
        ScriptedResolver resolver = ScriptedResolver.To(["::1", "::1", "::1", "::1", "::1", EgressFixture.Loopback], "one.example");
        using EgressFixture fixture = new(grant with { AllowPrivate = ["::1", EgressFixture.Loopback] }, resolver);
        Assert.Equal((200, "hello"), await fixture.GetAsync($"http://one.example:{server.Port}/"));
    }

    [Fact]
    public async Task A_name_without_an_address_is_not_resolved()
    {
        using EgressFixture none = new(EgressFixture.Grant("http://one.example"), ScriptedResolver.To([], "one.example"));
        using EgressFixture unknown = new(EgressFixture.Grant("http://one.example"), new ScriptedResolver());
        Assert.EndsWith(
            "The host has no address.",
            (await none.FailsAsync(EgressError.NameNotResolved, "http://one.example/")).Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "The host has no address (HostNotFound).",
            (await unknown.FailsAsync(EgressError.NameNotResolved, "http://one.example/")).Message,
            StringComparison.Ordinal);
    }

    public static TheoryData<Exception> Failures =>
    [
        new InvalidOperationException("secret"), new OperationCanceledException("secret"), new TimeoutException("secret"),
        new HttpRequestException("secret", new SocketException()), new IOException("secret"),
    ];

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_resolver_that_throws_is_named_by_the_type_of_its_exception(Exception failure)
    {
        HostileResolver resolver = new((_, _) => throw failure);
        using EgressFixture fixture = new(EgressFixture.Grant("http://one.example"), resolver);
        EgressException exception = await fixture.FailsAsync(EgressError.NameNotResolved, "http://one.example/");
        Assert.EndsWith($"The resolver failed ({failure.GetType().Name}).", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resolver_that_hangs_ends_at_the_time_to_connect(bool listens)
    {
        FakeTimeProvider time = new();
        HostileResolver resolver = HostileResolver.Hanging(listens);
        using EgressFixture fixture = new(EgressFixture.Grant("http://one.example"), resolver, time);
        Task<EgressException> failing = fixture.FailsAsync(EgressError.TimedOut, "http://one.example/");
        await resolver.WasAskedTimes(1);
        time.Advance(fixture.Gate.Grant.Limits.ConnectTimeout);
        Assert.EndsWith("There was no connection within 5 s.", (await failing).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lookup_counts_until_it_ends_also_if_nobody_waits_for_it()
    {
        WatchedTime time = new();
        TaskCompletionSource<IReadOnlyList<IPAddress>> slow = new();
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"));
        HostileResolver resolver = new(async (host, _) => host == "slow.example" ? await slow.Task : [IPAddress.Loopback]);
        HttpLimits limits = new() { MaxConcurrentRequests = 2, ConnectTimeout = TimeSpan.FromSeconds(7) };
        using EgressFixture fixture = new(EgressFixture.Grant("http://*.example:*") with { Limits = limits }, resolver, time);
        for (int i = 0; i < 2; i++)
        {
            Task<EgressException> late = fixture.FailsAsync(EgressError.TimedOut, "http://slow.example/");
            await resolver.WasAskedTimes(1);
            time.Advance(limits.ConnectTimeout);
            await late;
        }

        await time.UntilTimersAsync(limits.ConnectTimeout, 2);
        string fast = $"http://fast.example:{server.Port}/";
        Task<EgressException> third = fixture.FailsAsync(EgressError.TimedOut, fast);
        await time.UntilTimersAsync(limits.ConnectTimeout, 1);
        time.Advance(limits.ConnectTimeout);
        await third;
        Assert.Equal(2, resolver.Asked);
        slow.SetResult([]);
        Assert.Equal((200, "hello"), await fixture.GetAsync(fast));
        Assert.Equal(3, resolver.Asked);
    }

    [Fact]
    public async Task A_request_that_ends_does_not_take_another_to_the_same_host_with_it()
    {
        TaskCompletionSource<IReadOnlyList<IPAddress>> slow = new();
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"));
        HostileResolver resolver = new((_, _) => slow.Task);
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"), resolver);
        using CancellationTokenSource given = new();
        EgressRequest request = new("GET", $"http://one.example:{server.Port}/");
        Task<EgressResponse> ending = fixture.Session.SendAsync(request, given.Token);
        Task<(int Status, string Body)> going = fixture.GetAsync(request.Url);
        await resolver.WasAskedTimes(1);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ending);
        slow.SetResult([IPAddress.Loopback]);
        Assert.Equal((200, "hello"), await going);
    }

    [Fact]
    public async Task The_systems_resolver_knows_the_machine_itself()
    {
        IReadOnlyList<IPAddress> addresses = await SystemHostResolver.Instance.ResolveAsync("localhost", CancellationToken.None);
        Assert.Contains(addresses, IPAddress.IsLoopback);
        await using LoopbackServer server = new(_ => LoopbackServer.Ok("hello"));
        HttpGrant grant = EgressFixture.Grant($"http://localhost:{server.Port}");
        using EgressGate closed = new(grant with { AllowPrivate = [] }, new DenialLog(new FakeLogger(), "billing"));
        using EgressSession session = closed.OpenSession();
        EgressRequest request = new("GET", $"http://localhost:{server.Port}/");
        EgressException exception = await Assert.ThrowsAsync<EgressException>(() => session.SendAsync(request));
        Assert.Equal(EgressError.Denied, exception.Error);
        Assert.Equal(0, server.Connections);
    }

    private static async Task<int> ClosedPortAsync()
    {
        await using LoopbackServer server = new(_ => "");
        return server.Port;
    }

    /// <summary>A clock that tells when somebody begins to wait.</summary>
    private sealed class WatchedTime : FakeTimeProvider
    {
        private readonly Channel<TimeSpan> timers = Channel.CreateUnbounded<TimeSpan>();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = base.CreateTimer(callback, state, dueTime, period);
            timers.Writer.TryWrite(dueTime);
            return timer;
        }

        public async Task UntilTimersAsync(TimeSpan dueTime, int count)
        {
            while (count > 0)
            {
                count -= await timers.Reader.ReadAsync() == dueTime ? 1 : 0;
            }
        }
    }
}
