using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Secrets are on the wire, and nowhere else: not in messages, logs, texts of objects, activities, metrics or events.</summary>
public sealed class SecretTests
{
    private const string Secret = "hunter2";

    /// <summary>Requests that are refused, each with secrets where guests have them, and what the log has of each.</summary>
    public static TheoryData<string, string, string> Refused => new()
    {
        { "GET", $"http://evil.example/a?key={Secret}", "GET `http://evil.example/a`" },
        { "GET", $"http://evil.example/a?mail=a@b&key={Secret}#{Secret}", "GET `http://evil.example/a`" },
        { "GET", $"http://user:{Secret}@one.example/a", "GET `\\u2026@one.example/a`" },
        { "GET", $"http://{Secret}@one.example/a?key={Secret}", "GET `\\u2026@one.example/a`" },
        { "GET", $"http://user:{Secret}?@one.example/", "GET `\\u2026`" },
        { "GET", $"http://user:{Secret}/@one.example/ ", "GET `\\u2026@one.example/ `" },
        { "GET", $"http:user:{Secret}@one.example/", "GET `\\u2026@one.example/`" },
        { "GET", $"http://one.example/a b?key={Secret}", "GET `http://one.example/a b`" },
        { "GET", $"one.example/?key={Secret}", "GET `one.example/`" },
        { "CONNECT", $"http://one.example/?key={Secret}", "`CONNECT` `http://one.example/`" },
        { "DELETE", $"http://one.example/?key={Secret}", "DELETE `http://one.example/`" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_refused_request_is_shown_without_its_secrets(string method, string url, string shown)
    {
        shown = shown.Replace("\\u2026", "…", StringComparison.Ordinal);
        using EgressFixture fixture = new(EgressFixture.Grant("GET http://one.example"));
        EgressRequest request = new(method, url) { Headers = [new("Authorization", Secret)], Body = new byte[1] };
        EgressException exception = await Assert.ThrowsAsync<EgressException>(() => fixture.Session.SendAsync(request));
        Assert.Equal(shown, exception.Denial?.Request);
        Assert.Equal(exception.Denial, fixture.Gate.Judge(method, url));
        Assert.DoesNotContain(Secret, $"{exception} {exception.Denial} {fixture.LogText} {request}", StringComparison.Ordinal);
        fixture.Session.Dispose();
        EgressException closed = await Assert.ThrowsAsync<EgressException>(() => fixture.Session.SendAsync(request));
        Assert.DoesNotContain(Secret, closed.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"https://user:{Secret}@api.example.com")]
    [InlineData($"https://api.example.com?key={Secret}")]
    [InlineData($"https://api.example.com/a?key={Secret}")]
    [InlineData($"https://api.example.com#{Secret}")]
    public void A_target_that_is_none_is_shown_without_secrets(string target)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => HttpTarget.Parse(target));
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_that_is_none_is_described_without_its_value()
    {
        ArgumentException exception =
            Assert.Throws<ArgumentException>(() => new HttpCredential("key", ["https://one.example"], "X-Key", $"{Secret}\r\n"));
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        HttpCredential credential = new("key", ["https://one.example"], "X-Key", Secret);
        HttpGrant grant = new() { Allow = ["https://one.example"], Credentials = [credential] };
        Assert.Equal("key (X-Key)", $"{credential}");
        Assert.DoesNotContain(Secret, $"{credential} {grant} {string.Join(' ', grant.Credentials)}", StringComparison.Ordinal);
    }

    public static TheoryData<Func<CancellationToken, ValueTask<string>>, string> Providers => new()
    {
        { _ => throw new InvalidOperationException(Secret), "The provider of the credential key failed (InvalidOperationException)" },
        { _ => throw new OperationCanceledException(Secret), "The provider of the credential key failed (OperationCanceledException)" },
        { _ => ValueTask.FromException<string>(new IOException(Secret)), "The provider of the credential key failed (IOException)" },
        { _ => ValueTask.FromResult<string>(null!), "The value of the credential key is none for a header" },
        { _ => ValueTask.FromResult($"{Secret}\r\nX: y"), "The value of the credential key is none for a header" },
        { _ => ValueTask.FromResult($"{Secret}é"), "The value of the credential key is none for a header" },
    };

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task A_provider_that_fails_tells_nothing(Func<CancellationToken, ValueTask<string>> provide, string reason)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}") with
        {
            Credentials = [new("key", [$"http://one.example:{server.Port}"], "X-Key", provide)],
        };
        using EgressFixture fixture = new(grant);
        EgressRequest request = new("GET", $"http://one.example:{server.Port}/?key={Secret}") { Credential = "key" };
        EgressException exception = await fixture.FailsAsync(EgressError.CredentialUnavailable, request);
        Assert.EndsWith($": {reason}.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, $"{exception} {fixture.LogText}", StringComparison.Ordinal);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("/ok", null)]
    [InlineData("/close", EgressError.ConnectionFailed)]
    [InlineData("/echo-status", EgressError.InvalidResponse)]
    [InlineData("/echo-header", EgressError.InvalidResponse)]
    [InlineData("/echo-length", EgressError.InvalidResponse)]
    [InlineData("/redirect-back", EgressError.InvalidRequest)]
    [InlineData("/redirect-query", EgressError.Denied)]
    public async Task Nobody_who_watches_the_process_sees_a_secret(string path, EgressError? error)
    {
        using Watch watch = new();
        await using LoopbackServer server = new(async (request, stream, token) =>
        {
            await LoopbackServer.WriteAsync(stream, Answer(request.Split(' ')[1].Split('?')[0]), token);
            stream.Close();
        });
        string origin = $"http://one.example:{server.Port}";
        HttpGrant grant = EgressFixture.Grant(origin) with { MaxRedirects = 1, Credentials = [new("key", [origin], "X-Key", Secret)] };
        using EgressFixture fixture = new(grant);
        using Activity activity = new Activity("test").Start();
        EgressRequest request = new("GET", $"{origin}{path}?key={Secret}")
        {
            Credential = "key",
            Headers = [new("Authorization", $"Bearer {Secret}")],
        };
        if (error is null)
        {
            using EgressResponse response = await fixture.Session.SendAsync(request);
            Assert.Equal(Secret, await EgressFixture.ReadAsync(response));
        }
        else
        {
            EgressException exception = await fixture.FailsAsync(error.Value, request);
            Assert.DoesNotContain(Secret, $"{exception} {fixture.LogText}", StringComparison.Ordinal);
        }

        // What the guest sent is on the wire, and nothing of the process is.
        string head = $"GET {path}?key={Secret} HTTP/1.1\r\nHost: one.example:{server.Port}\r\n";
        Assert.Equal($"{head}Authorization: Bearer {Secret}\r\nX-Key: {Secret}\r\n\r\n", Assert.Single(server.Requests));
        Assert.Contains(watch.Seen, text => text.Contains("System.Net.Http", StringComparison.Ordinal));
        Assert.DoesNotContain(watch.Seen, text => text.Contains(Secret, StringComparison.Ordinal) && !IsOfTheServer(text));
    }

    /// <summary>Events of .NET quote a head that is not HTTP: what a server repeats is the server's to keep.</summary>
    private static bool IsOfTheServer(string text) => text.StartsWith("System.Net.Http RequestFailed", StringComparison.Ordinal);

    private static string Answer(string path) => path switch
    {
        "/ok" => LoopbackServer.Ok(Secret, $"X-Echo: {Secret}\r\n"),
        "/echo-status" => $"HTTP/1.1 {Secret}\r\n\r\n",
        "/echo-header" => $"HTTP/1.1 200 OK\r\n{Secret}\r\n\r\n",
        "/echo-length" => $"HTTP/1.1 200 OK\r\nContent-Length: {Secret}\r\n\r\n",
        "/redirect-back" => LoopbackServer.Redirect($"http://user:{Secret}@one.example/"),
        "/redirect-query" => LoopbackServer.Redirect($"http://evil.example/?key={Secret}"),
        _ => "",
    };

    /// <summary>Whoever listens to all activities, metrics and events of networking.</summary>
    private sealed class Watch : EventListener
    {
        private readonly List<string> seen = [];
        private readonly ActivityListener activities;
        private readonly MeterListener meters;

        public Watch()
        {
            activities = new()
            {
                ShouldListenTo = source => source.Name.StartsWith("System.Net", StringComparison.Ordinal)
                    || source.Name.StartsWith("Experimental", StringComparison.Ordinal),
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity =>
                    Note($"{activity.Source.Name} {activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
            };
            ActivitySource.AddActivityListener(activities);
            meters = new()
            {
                InstrumentPublished = (instrument, listener) =>
                {
                    if (instrument.Meter.Name.StartsWith("System.Net", StringComparison.Ordinal))
                    {
                        listener.EnableMeasurementEvents(instrument);
                    }
                },
            };
            meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
            meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
            meters.Start();
        }

        public IReadOnlyList<string> Seen
        {
            get
            {
                lock (seen)
                {
                    return [.. seen];
                }
            }
        }

        public override void Dispose()
        {
            activities.Dispose();
            meters.Dispose();
            base.Dispose();
        }

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name.StartsWith("System.Net", StringComparison.Ordinal))
            {
                EnableEvents(eventSource, EventLevel.Informational);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            IEnumerable<string?> values = (eventData.Payload ?? []).Select(value => Convert.ToString(value, CultureInfo.InvariantCulture));
            Note($"{eventData.EventSource.Name} {eventData.EventName} {string.Join(' ', values)}");
        }

        private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            Note($"{instrument.Meter.Name} {instrument.Name} {string.Join(' ', tags.ToArray())}");

        private void Note(string text)
        {
            // The base class calls before there is a list.
            if (seen is null)
            {
                return;
            }

            lock (seen)
            {
                seen.Add(text);
            }
        }
    }
}
