using System.Net;
using System.Net.Sockets;
using System.Text;
using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

public sealed class OtlpTests
{
    [Fact]
    public async Task A_run_is_sent_to_a_collector()
    {
        using HttpListener collector = new();
        string url = Listen(collector);
        Task<Dictionary<string, string>> received = CollectAsync(collector);
        using CliFolder folder = Guests.Invoice();
        CliResult run = await Task.Run(() => folder.Run("run", "./invoice.wasm", "-q", "--otlp", url, "--call", "share", "3"));
        Assert.Equal("33\n", run.Exits(0).Output);
        collector.Stop();
        Dictionary<string, string> bodies = await received;
        Assert.Equal(["/v1/logs", "/v1/metrics", "/v1/traces"], bodies.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("sharing among 3", bodies["/v1/logs"], StringComparison.Ordinal);
        Assert.Contains("ngixi.guest.calls", bodies["/v1/metrics"], StringComparison.Ordinal);
        Assert.All(bodies.Values, body => Assert.Contains("invoice", body, StringComparison.Ordinal));
    }

    [Fact]
    public void A_collector_that_is_not_there_is_told_and_fails_no_guest()
    {
        using CliFolder folder = Guests.Invoice();
        CliResult run = folder.Run("run", "./invoice.wasm", "-q", "--otlp", "http://127.0.0.1:1", "--call", "share", "3").Exits(0);
        Assert.Contains("nothing took the telemetry at http://127.0.0.1:1", run.Error, StringComparison.Ordinal);
        folder.Run("run", "./invoice.wasm", "--otlp", "localhost", "--call", "share", "3")
            .Fails(ExitCode.Usage, "--otlp has 'localhost', which is no URL.", "--otlp http://localhost:4318");
    }

    private static string Listen(HttpListener collector)
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        string url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        collector.Prefixes.Add(url + "/");
        collector.Start();
        return url;
    }

    private static async Task<Dictionary<string, string>> CollectAsync(HttpListener collector)
    {
        Dictionary<string, string> bodies = [];
        while (true)
        {
            try
            {
                HttpListenerContext context = await collector.GetContextAsync();
                using MemoryStream body = new();
                await context.Request.InputStream.CopyToAsync(body);
                string path = context.Request.Url!.AbsolutePath;
                bodies[path] = bodies.GetValueOrDefault(path) + Encoding.Latin1.GetString(body.ToArray());
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return bodies;
            }
        }
    }
}
