using System.Net;
using Ngixi.Cli.Tests.Support;

namespace Ngixi.Cli.Tests;

/// <summary>Credentials of a manifest, whose values come out of the environment.</summary>
public sealed class CredentialTests : IDisposable
{
    private const string Http = """{ "allow": ["http://127.0.0.1:${PORT}"], "allowPrivate": ["127.0.0.1"], "credentials": ["billing"] }""";

    private readonly CliFolder folder = new();

    public CredentialTests()
    {
        folder.WriteModule("m.wasm", "(module (func (export \"run\")))");
        folder.Write("m.ngixi.json", $$"""{ "name": "m", "grants": { "http": {{Http}} } }""");
    }

    [Fact]
    public async Task A_guest_names_a_credential_and_the_server_gets_its_value()
    {
        using HttpListener server = Listen(out int port);
        Task<string?> seen = HeaderOf(server, "X-Api-Key");
        using CliFolder asker = Guests.Asker();
        asker.Write("asker.ngixi.json", $$"""{ "name": "asker", {{Guests.Patience}}, "grants": { "http": {{Http}} } }""");
        CliSetting setting = new() { Variables = new Dictionary<string, string> { ["BILLING_KEY"] = "s3cret" } };
        string[] line = ["run", "./asker.wasm", "--var", $"PORT={port}", "--credential", "billing=BILLING_KEY:X-Api-Key"];
        CliResult result = asker.Run(setting, [.. line, "--call", "ask", $"http://127.0.0.1:{port}/"]).Exits(0);
        Assert.Equal("204\n", result.Output);
        Assert.Equal("s3cret", await seen);
        Assert.DoesNotContain("s3cret", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_credential_without_a_value_says_which_option_to_write()
    {
        folder.Run("run", "./m.wasm", "--var", "PORT=1", "--call", "run").Fails(
            ExitCode.Usage,
            "The manifest names the credential 'billing', and nothing says its value.",
            "Set a variable of the environment to it, and name that: --credential billing=VARIABLE");
    }

    [Theory]
    [InlineData("billing=BILLING", "The variable BILLING of the environment is not set", "Set BILLING to the value of the header Author")]
    [InlineData("billing=BILLING:X-Key", "The variable BILLING of the environment is not set", "the header X-Key.")]
    [InlineData("biling=BILLING", "The manifest names no credential 'biling'.", "\"credentials\": [\"biling\"]")]
    [InlineData("billing", "--credential has 'billing'.", "Write --credential NAME=VALUE.")]
    [InlineData("billing=BAD", "The value of the credential billing has characters that no header has.", "Mend the value")]
    [InlineData("billing=GOOD:Host", "none that a request can have", "the name of the header")]
    public void A_credential_that_cannot_be_used_says_why(string option, string message, string advice)
    {
        CliSetting setting = new() { Variables = new Dictionary<string, string> { ["BAD"] = "hid\nden", ["GOOD"] = "hidden" } };
        CliResult result = folder.Run(setting, "run", "./m.wasm", "--var", "PORT=1", "--credential", option, "--call", "run");
        result.Fails(ExitCode.Usage, message, advice);
        Assert.DoesNotContain("hid", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_sends_nothing_needs_no_value()
    {
        folder.Run("explain", "./m.wasm", "--var", "PORT=1").Exits(0);
        folder.Run("test", "./m.wasm", "--var", "PORT=1").Fails(ExitCode.Usage, "nothing says its value", "--credential billing=VARIABLE");
    }

    public void Dispose() => folder.Dispose();

    private static HttpListener Listen(out int port)
    {
        // A port that was free is somebody else's by the time it is used, once in a long while.
        while (true)
        {
            using System.Net.Sockets.TcpListener free = new(IPAddress.Loopback, 0);
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
            free.Stop();
            HttpListener server = new() { Prefixes = { $"http://127.0.0.1:{port}/" } };
            try
            {
                server.Start();
                return server;
            }
            catch (HttpListenerException)
            {
                server.Close();
            }
        }
    }

    private static async Task<string?> HeaderOf(HttpListener server, string header)
    {
        HttpListenerContext context = await server.GetContextAsync();
        context.Response.StatusCode = 204;
        context.Response.Close();
        return context.Request.Headers[header];
    }
}
