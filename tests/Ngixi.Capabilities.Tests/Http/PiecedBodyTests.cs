using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Bodies that are made while they are sent.</summary>
public sealed class PiecedBodyTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Pieces_of_an_unknown_number_are_sent_in_chunks()
    {
        string body = "";
        await using LoopbackServer server = new(async (_, stream, token) =>
        {
            body = await ReadToAsync(stream, "\r\n0\r\n\r\n", token);
            await LoopbackServer.WriteAsync(stream, LoopbackServer.Ok("got it"), token);
        });
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        EgressRequest request = Request(server, Pieces("hel", "", "lo"));
        using EgressResponse response = await fixture.Session.SendAsync(request);
        Assert.Equal("got it", await EgressFixture.ReadAsync(response));
        Assert.Equal("3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", body);
        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pieces_of_a_known_length_are_sent_with_it()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        using EgressResponse response = await fixture.Session.SendAsync(Request(server, Pieces("hel", "lo")) with { BodyLength = 5 });
        string sent = $"POST / HTTP/1.1\r\nHost: one.example:{server.Port}\r\nContent-Length: 5\r\n\r\nhello";
        Assert.Equal(sent, Assert.Single(server.Requests));
    }

    [Theory]
    [InlineData(4, "The body has at least 5 bytes, and was to have 4")]
    [InlineData(6, "The body has 5 bytes, and was to have 6")]
    public async Task A_body_has_the_length_that_it_was_to_have(int length, string reason)
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}"));
        EgressRequest request = Request(server, Pieces("hel", "lo")) with { BodyLength = length };
        Denial denial = await fixture.DeniedAsync(request, EgressError.InvalidRequest);
        Assert.Equal(reason, denial.Reason);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Pieces_count_for_the_limit_of_a_body_before_they_are_sent()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}") with { Limits = new() { MaxRequestBodyBytes = 4 } };
        using EgressFixture fixture = new(grant);
        Denial denial = await fixture.DeniedAsync(Request(server, Pieces("hel", "lo")), EgressError.LimitReached);
        Assert.Equal("Limits = new() { MaxRequestBodyBytes = 5 }", denial.Grant);
        await fixture.DeniedAsync(Request(server, Pieces("hello")) with { BodyLength = 5 }, EgressError.LimitReached);
        await fixture.DeniedAsync(Request(server, Pieces("hello")) with { BodyLength = -1 }, EgressError.InvalidRequest);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_piece_is_asked_for_when_the_network_took_the_one_before()
    {
        Pipe network = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
        int asked = 0;
        using PiecedContent content = new(new PiecedBody(Count(Pieces("a", "b", "c"), () => asked++), null), static (_, _) => { });
        await using Stream stream = network.Writer.AsStream();
        Task sending = content.CopyToAsync(stream);
        for (int taken = 1; taken <= 3; taken++)
        {
            ReadResult read = await network.Reader.ReadAsync();
            Assert.Equal((taken, 1), (asked, (int)read.Buffer.Length));
            network.Reader.AdvanceTo(read.Buffer.End);
        }

        await sending;
    }

    [Fact]
    public async Task Pieces_are_not_sent_again_as_if_what_is_left_were_the_whole()
    {
        using PiecedContent content = new(new PiecedBody(Pieces("a", "b"), null), static (_, _) => { });
        using MemoryStream sent = new();
        await content.CopyToAsync(sent);
        await Assert.ThrowsAsync<HttpRequestException>(() => content.CopyToAsync(sent));
        Assert.Equal("ab", Encoding.ASCII.GetString(sent.ToArray()));
    }

    [Fact]
    public async Task A_redirect_that_needs_the_pieces_again_is_not_followed()
    {
        await using LoopbackServer server = new(request => request[..request.IndexOf(" HTTP", StringComparison.Ordinal)] switch
        {
            "POST /see" => LoopbackServer.Redirect("/seen", "303 See Other"),
            "GET /seen" => LoopbackServer.Ok("seen"),
            _ => LoopbackServer.Redirect("/again", "307 Temporary Redirect"),
        });
        using EgressFixture fixture = new(EgressFixture.Grant($"http://one.example:{server.Port}") with { MaxRedirects = 3 });
        using EgressResponse again = await fixture.Session.SendAsync(Request(server, Pieces("hello")) with { BodyLength = 5 });
        Assert.Equal(307, again.Status);
        EgressRequest see = new("POST", $"http://one.example:{server.Port}/see") { BodyPieces = Pieces("hello"), BodyLength = 5 };
        using EgressResponse seen = await fixture.Session.SendAsync(see);
        Assert.Equal("seen", await EgressFixture.ReadAsync(seen));
    }

    [Fact]
    public async Task The_time_until_the_first_byte_begins_anew_with_each_piece()
    {
        FakeTimeProvider time = new();
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        HttpLimits limits = new() { FirstByteTimeout = TimeSpan.FromSeconds(5) };
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}") with { Limits = limits };
        using EgressFixture fixture = new(grant, time: time);
        IAsyncEnumerable<ReadOnlyMemory<byte>> slow = Count(Pieces("a", "b", "c"), () => time.Advance(TimeSpan.FromSeconds(4)));
        using EgressResponse response = await fixture.Session.SendAsync(Request(server, slow) with { BodyLength = 3 });
        Assert.Equal(200, response.Status);
        IAsyncEnumerable<ReadOnlyMemory<byte>> late = Count(Pieces("a", "b"), () => time.Advance(TimeSpan.FromSeconds(6)));
        EgressException exception = await fixture.FailsAsync(EgressError.TimedOut, Request(server, late) with { BodyLength = 2 });
        Assert.EndsWith("There was no response within 5 s.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_trace_goes_out_only_if_the_grant_says_so_and_the_guest_has_none_of_its_own()
    {
        await using LoopbackServer server = new(_ => LoopbackServer.Ok());
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{server.Port}");
        EgressRequest request = new("GET", $"http://one.example:{server.Port}/") { TraceParent = Trace };
        using EgressFixture closed = new(grant);
        using EgressFixture open = new(grant with { SendTraceParent = true, AllowHeaders = ["Traceparent"] });
        (await closed.Session.SendAsync(request)).Dispose();
        (await open.Session.SendAsync(request)).Dispose();
        (await open.Session.SendAsync(request with { Headers = [new("TraceParent", "own")] })).Dispose();
        Assert.Equal(
            [null, $"traceparent: {Trace}", "TraceParent: own"],
            server.Requests.Select(text => text.Split("\r\n").SingleOrDefault(IsTrace)));

        static bool IsTrace(string line) => line.StartsWith("traceparent", StringComparison.OrdinalIgnoreCase);
    }

    private static EgressRequest Request(LoopbackServer server, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces) =>
        new("POST", string.Create(CultureInfo.InvariantCulture, $"http://one.example:{server.Port}/")) { BodyPieces = pieces };

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Pieces(params string[] pieces)
    {
        foreach (string piece in pieces)
        {
            await Task.Yield();
            yield return Encoding.ASCII.GetBytes(piece);
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Count(
        IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, Action ask, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (ReadOnlyMemory<byte> piece in pieces.WithCancellation(cancellationToken))
        {
            ask();
            cancellationToken.ThrowIfCancellationRequested();
            yield return piece;
        }
    }

    private static async Task<string> ReadToAsync(Stream stream, string end, CancellationToken token)
    {
        StringBuilder text = new();
        byte[] one = new byte[1];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal) && await stream.ReadAsync(one, token) > 0)
        {
            text.Append((char)one[0]);
        }

        return text.ToString();
    }
}
