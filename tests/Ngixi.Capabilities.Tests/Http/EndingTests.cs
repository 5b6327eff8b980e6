using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Requests that end before they are done: none leaves anything behind.</summary>
public sealed class EndingTests
{
    /// <summary>What a request waits for.</summary>
    public enum Phase
    {
        Resolver,
        Handshake,
        Credential,
        Piece,
        Head,
        HeadAfterRedirect,
        Body,
        Reader,
    }

    /// <summary>What ends it.</summary>
    public enum Ending
    {
        Caller,
        Time,
        Session,
        Gate,
    }

    public static TheoryData<Phase, Ending> PhasesAndEndings
    {
        get
        {
            TheoryData<Phase, Ending> data = new();
            foreach (Phase phase in Enum.GetValues<Phase>())
            {
                foreach (Ending ending in Enum.GetValues<Ending>())
                {
                    data.Add(phase, ending);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(PhasesAndEndings))]
    public async Task A_request_ends_whatever_it_waits_for_and_makes_place_for_the_next(Phase phase, Ending ending)
    {
        await using Stage stage = new();
        using CancellationTokenSource caller = new();
        Task<string> running = stage.RunAsync(phase, caller.Token);
        await stage.ReachedAsync(phase);
        await stage.EndAsync(ending, caller);
        if (ending == Ending.Caller)
        {
            OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            Assert.Equal(caller.Token, exception.CancellationToken);
        }
        else
        {
            EgressException exception = await Assert.ThrowsAsync<EgressException>(() => running);
            Assert.Equal(ending == Ending.Time ? EgressError.TimedOut : EgressError.Closed, exception.Error);
        }

        using EgressSession next = stage.Gate.OpenSession();
        if (ending == Ending.Gate)
        {
            EgressException exception = await Assert.ThrowsAsync<EgressException>(() => next.SendAsync(stage.Free));
            Assert.Equal((EgressError.Closed, "GET"), (exception.Error, exception.Message.Split(' ')[0]));
            return;
        }

        (await next.SendAsync(stage.Free)).Dispose();
        if (ending == Ending.Session)
        {
            Assert.Equal(EgressError.Closed, (await Assert.ThrowsAsync<EgressException>(() => stage.Session.SendAsync(stage.Free))).Error);
        }
        else
        {
            (await stage.Session.SendAsync(stage.Free)).Dispose();
        }
    }

    [Theory]
    [InlineData(Ending.Session)]
    [InlineData(Ending.Gate)]
    public async Task What_ends_may_end_again_and_from_any_thread(Ending ending)
    {
        await using Stage stage = new();
        using CancellationTokenSource caller = new();
        Task<string> running = stage.RunAsync(Phase.Head, caller.Token);
        await stage.ReachedAsync(Phase.Head);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => stage.EndAsync(ending, caller))));
        await Assert.ThrowsAsync<EgressException>(() => running);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_before_sends_nothing()
    {
        await using Stage stage = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Session.SendAsync(stage.Free, new CancellationToken(true)));
        Assert.Equal(0, stage.Connections);
    }

    /// <summary>A server, a gate with one place, and a request that waits for something.</summary>
    private sealed class Stage : IAsyncDisposable
    {
        private readonly FakeTimeProvider time = new();
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly LoopbackServer server;
        private readonly EgressFixture fixture;

        public Stage()
        {
            server = new LoopbackServer(AnswerAsync);
            HostileResolver resolver = new(async (host, token) =>
            {
                if (host == "slow.example")
                {
                    await HangAsync(token);
                }

                return [IPAddress.Loopback];
            });
            HttpGrant grant = EgressFixture.Grant($"http://*.example:{server.Port}", $"https://*.example:{server.Port}") with
            {
                MaxRedirects = 1,
                Credentials = [new("slow", ["http://*.example:*"], "X-Key", async _ => await HangAsync(CancellationToken.None))],
                Limits = new() { MaxConcurrentRequests = 1, MaxConcurrentRequestsPerInstance = 1, ConnectTimeout = TimeSpan.FromHours(1) },
            };
            fixture = new EgressFixture(grant, resolver, time);
        }

        public EgressGate Gate => fixture.Gate;

        public EgressSession Session => fixture.Session;

        public int Connections => server.Connections;

        /// <summary>A request that waits for nothing.</summary>
        public EgressRequest Free => new("GET", $"http://one.example:{server.Port}/free");

        public Task ReachedAsync(Phase phase) => phase == Phase.Handshake ? server.Connected : reached.Task;

        public async Task<string> RunAsync(Phase phase, CancellationToken token)
        {
            string origin = phase switch
            {
                Phase.Handshake => "https://one.example",
                Phase.Resolver => "http://slow.example",
                _ => "http://one.example",
            };
            EgressRequest request = new("POST", $"{origin}:{server.Port}/{phase}")
            {
                Credential = phase == Phase.Credential ? "slow" : null,
                BodyPieces = phase == Phase.Piece ? HangingPieces(token) : null,
            };
            using EgressResponse response = await fixture.Session.SendAsync(request, token);
            byte[] buffer = new byte[1];
            await response.ReadAsync(buffer, token);
            if (phase == Phase.Reader)
            {
                // The guest does something else, and comes back when it is too late.
                reached.SetResult();
                TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
                using CancellationTokenRegistration atCaller = token.Register(ended.SetResult);
                await Task.WhenAny(ended.Task, closed.Task);
            }

            await response.ReadAsync(buffer, token);
            return "read";
        }

        public async Task EndAsync(Ending ending, CancellationTokenSource caller)
        {
            switch (ending)
            {
                case Ending.Caller:
                    await caller.CancelAsync();
                    break;
                case Ending.Time:
                    time.Advance(fixture.Gate.Grant.Limits.TotalTimeout);
                    break;
                case Ending.Session:
                    fixture.Session.Dispose();
                    break;
                case Ending.Gate:
                    fixture.Gate.Dispose();
                    break;
            }
        }

        public async ValueTask DisposeAsync()
        {
            fixture.Dispose();
            await server.DisposeAsync();
        }

        private async Task AnswerAsync(string request, Stream stream, CancellationToken token)
        {
            switch (request.Split(' ')[1])
            {
                case "/free":
                    await LoopbackServer.WriteAsync(stream, LoopbackServer.Ok(), token);
                    return;
                case "/HeadAfterRedirect":
                    await LoopbackServer.WriteAsync(stream, LoopbackServer.Redirect("/Head"), token);
                    return;
                case "/Body":
                    await LoopbackServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\n\r\nx", token);
                    reached.SetResult();
                    break;
                case "/Reader":
                    await LoopbackServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\n\r\nx", token);
                    break;
                case "/Head":
                    reached.SetResult();
                    break;
            }

            await LoopbackServer.UntilClosedAsync(stream, token);
            closed.TrySetResult();
        }

        private async Task<string> HangAsync(CancellationToken token)
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return "";
        }

        private async IAsyncEnumerable<ReadOnlyMemory<byte>> HangingPieces([EnumeratorCancellation] CancellationToken token = default)
        {
            yield return new byte[1];
            await HangAsync(token);
        }
    }
}
