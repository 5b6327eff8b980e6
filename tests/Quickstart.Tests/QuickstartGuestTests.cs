using System.Text;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Ngixi.Hosting;
using Ngixi.Testing;

namespace Quickstart.Tests;

/// <summary>
/// The tests of the quickstart's guest, <c>index.test.ts</c>, in the real engine: with fakes, and with what the host has.
/// </summary>
public sealed class QuickstartGuestTests(QuickstartGuest guest) : IClassFixture<QuickstartGuest>
{
    private readonly FakeEvents events = new();
    private readonly FakeHttp http = new();

    [Fact]
    public async Task The_tests_of_the_guest_pass_with_fakes()
    {
        events.Next.Always.Returns(0);
        http.RequestAsync.Always.Returns(null);
        GuestTestRun run = await GuestTests.RunAsync(guest.PathOf("test"), Options());
        Assert.Equal(
            ["test_runs_without_a_server", "test_remembers_the_greeting", "test_begins_without_values"],
            run.Results.Select(result => result.Name));
        run.ThrowIfFailed();
        Assert.Contains("info: GET http://example.com/ is not allowed", run.Results[0].Log);
        Assert.Equal(["http://example.com/", "http://example.com/"], http.RequestAsync.Calls.Select(call => call.Url));
    }

    [Fact]
    public async Task A_fake_says_an_event_and_a_server_answers_it()
    {
        events.Next.Next.Runs(call => Write("the address is http://a/", call.Buffer));
        events.Next.Next.Runs(call => Write("the address is http://a/", call.Buffer));
        events.Next.Always.Returns(0);
        FakeHttpResponse response = new();
        response.Status.Always.Returns(200);
        response.Read.Always.Runs(call => Write("hello", call.Buffer));
        http.RequestAsync.Always.Returns(response);
        GuestTestResult result = await GuestTests.RunOneAsync(guest.PathOf("test"), "test_runs_without_a_server", Options());
        result.ThrowIfFailed();
        Assert.Contains("info: an event has 24 bytes: making room", result.Log);
        Assert.Contains("info: POST http://a/echo: 200 hello", result.Log);
        Assert.Equal("ping", Encoding.UTF8.GetString(http.RequestAsync.Calls[1].Body.Span));
        Assert.Equal(3, response.Dispose.Calls.Count);
    }

    [Fact]
    public async Task A_fault_of_a_fake_reaches_the_guest_as_that_of_the_host_does()
    {
        events.Next.Always.Returns(0);
        http.RequestAsync.Always.Returns(null);
        GuestTestResult real = await RunAsync(Options("""{ "allowWrites": false }"""));
        WasmImportException fault = Assert.IsType<WasmImportException>(real.Exception!.InnerException);

        FakeKeyValue keyValue = new();
        keyValue.SetAsync.Always.Throws(fault.InnerException!);
        GuestTestOptions options = Options();
        GuestTestResult faked = await RunAsync(options with
        {
            Fakes = linker =>
            {
                options.Fakes!(linker);
                linker.DefineKeyValue(keyValue);
            },
        });
        Assert.Equal(real.Failure, faked.Failure);
        Assert.Equal(real.Frames, faked.Frames);
        Assert.Equal(real.Exception.GetType(), faked.Exception!.GetType());
        Assert.Equal(fault.Message, faked.Exception.InnerException!.Message);
        Assert.Contains(faked.Frames, frame => frame is { Function: "assembly/index/remember", File: "assembly/index.ts" });
        Assert.Equal("greeting", Assert.Single(keyValue.SetAsync.Calls).Key);
    }

    private static int Write(string text, byte[] buffer)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > buffer.Length)
        {
            return -bytes.Length;
        }

        bytes.CopyTo(buffer, 0);
        return bytes.Length;
    }

    private Task<GuestTestResult> RunAsync(GuestTestOptions options) =>
        GuestTests.RunOneAsync(guest.PathOf("test"), "test_runs_without_a_server", options);

    private GuestTestOptions Options(string keyValue = "true")
    {
        GuestTestOptions options = new()
        {
            Engine = static () => new GuestEngineOptions { KeyValueStores = { ["default"] = new MemoryKeyValueStore() } },
            Fakes = linker =>
            {
                linker.DefineEvents(events);
                linker.DefineHttp(http);
            },
        };
        string manifest = $$"""
            {
              "name": "quickstart",
              "limits": { "deadline": "60 s", "startDeadline": "60 s" },
              "grants": { "log": true, "tracing": true, "keyValue": {{keyValue}} }
            }
            """;
        return options with { Manifest = GuestManifest.Parse(Encoding.UTF8.GetBytes(manifest), options: options.Engine()) };
    }
}
