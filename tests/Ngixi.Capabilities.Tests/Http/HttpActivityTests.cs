using System.Diagnostics;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>Requests are activities of the host, with the attributes of OpenTelemetry, under the guest's span.</summary>
public sealed class HttpActivityTests : IDisposable
{
    private readonly Spans spans = new();
    private readonly LoopbackServer server = new(request => request.Contains("/none", StringComparison.Ordinal)
        ? LoopbackServer.Respond("404 Not Found", "none")
        : LoopbackServer.Ok("some"));

    private readonly List<IDisposable> disposables = [];

    private string Origin => $"http://one.example:{server.Port}";

    public void Dispose()
    {
        disposables.Reverse();
        disposables.ForEach(disposable => disposable.Dispose());
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        spans.Dispose();
    }

    [Fact]
    public void A_request_is_an_activity_until_its_body_is_read()
    {
        RawHttp guest = Start();
        int response = guest.Ask($"{Origin}/some/where?key=k#part", "POST");
        Assert.Empty(spans.Ended);
        Assert.Equal("some", guest.ReadAll(response));
        Activity activity = spans.Single("POST");
        Assert.Equal(ActivityKind.Client, activity.Kind);
        Assert.Equal(spans.Root.SpanId, activity.ParentSpanId);
        Assert.Same(spans.Root, Activity.Current);
        Assert.Equal(
            [
                "wasm.module=billing", "http.request.method=POST", $"url.full={Origin}/some/where",
                "server.address=one.example", $"server.port={server.Port}", "http.response.status_code=200",
            ],
            Tags(activity));
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        guest.Guest.Call("http_response_free", response);
        Assert.Single(spans.Ended);
    }

    [Fact]
    public void A_request_is_under_the_span_that_the_guest_has_open()
    {
        RawHttp guest = Start();
        guest.Guest.Write(RawHttp.Buffer, "work"u8);
        int span = (int)guest.Guest.Call("span_begin", RawHttp.Buffer, 4)!;
        int exchange = guest.Begin(Origin);
        guest.Guest.Call("span_end", span);
        guest.ReadAll(guest.Receive(exchange));
        Assert.Equal(spans.Single("work").SpanId, spans.Single("GET").ParentSpanId);
        Assert.Same(spans.Root, Activity.Current);
    }

    [Fact]
    public void A_status_from_400_is_an_error()
    {
        RawHttp guest = Start();
        guest.Guest.Call("http_response_free", guest.Ask($"{Origin}/none"));
        Activity activity = spans.Single("GET");
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal(404, activity.GetTagItem("http.response.status_code"));
        Assert.Equal("404", activity.GetTagItem("error.type"));
    }

    [Fact]
    public void A_refused_request_is_an_activity_that_says_why()
    {
        Start().Ask($"http://two.example:{server.Port}/?key=k");
        Activity activity = spans.Single("GET");
        Assert.Equal("Denied", activity.GetTagItem("error.type"));
        Assert.Equal("two.example", activity.GetTagItem("server.address"));
        string elsewhere = $"http://two.example:{server.Port}";
        Assert.Equal($"GET `{elsewhere}/`: No target of the grant is {elsewhere}.", activity.StatusDescription);
    }

    [Fact]
    public void A_method_of_the_guest_s_own_names_no_activity()
    {
        RawHttp guest = Start(grant => grant with { Allow = [$"PURGE {Origin}"] });
        guest.ReadAll(guest.Ask(Origin, "PURGE"));
        guest.Ask(Origin, "\u001b[2J\nGET");
        Assert.Equal(["HTTP", "HTTP"], spans.Ended.Select(activity => activity.OperationName));
        Assert.All(spans.Ended, activity => Assert.Equal("_OTHER", activity.GetTagItem("http.request.method")));
    }

    [Fact]
    public void An_activity_ends_with_the_store_of_its_guest()
    {
        using (RawHttp guest = new(Gate(grant => grant)))
        {
            guest.Ask(Origin);
            Assert.Empty(spans.Ended);
        }

        Assert.Equal(200, spans.Single("GET").GetTagItem("http.response.status_code"));
        Assert.Same(spans.Root, Activity.Current);
    }

    [Fact]
    public void The_trace_goes_out_if_the_grant_says_so()
    {
        RawHttp guest = Start(grant => grant with { SendTraceParent = true });
        guest.ReadAll(guest.Ask(Origin));
        string header = $"traceparent: 00-{spans.Root.TraceId}-{spans.Single("GET").SpanId}-01";
        Assert.Contains(header, Assert.Single(server.Requests).Split("\r\n"));
    }

    private static IEnumerable<string> Tags(Activity activity) => activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}");

    private RawHttp Start(Func<HttpGrant, HttpGrant>? change = null)
    {
        RawHttp guest = new(Gate(change ?? (grant => grant)));
        disposables.Add(guest);
        return guest;
    }

    private EgressGate Gate(Func<HttpGrant, HttpGrant> change)
    {
        EgressFixture egress = new(change(EgressFixture.Grant(Origin)));
        disposables.Add(egress);
        return egress.Gate;
    }
}
