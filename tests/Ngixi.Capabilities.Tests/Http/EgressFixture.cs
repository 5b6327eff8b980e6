using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Testing;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>A gate with a log of its own and names that lead to this machine.</summary>
internal sealed class EgressFixture : IDisposable
{
    public const string Loopback = "127.0.0.1";

    public EgressFixture(
        HttpGrant grant,
        IHostResolver? resolver = null,
        TimeProvider? time = null,
        Func<HttpMessageHandler, HttpMessageHandler>? wrap = null,
        X509Certificate2Collection? roots = null)
    {
        resolver ??= ScriptedResolver.To([Loopback], "one.example", "two.example");
        Gate = new EgressGate(grant, new DenialLog(Logger, "billing", time), resolver, time, wrap, roots);
        Session = Gate.OpenSession();
    }

    public FakeLogger Logger { get; } = new();

    public EgressGate Gate { get; }

    public EgressSession Session { get; }

    /// <summary>All that was logged, each with its state.</summary>
    public string LogText => string.Join('\n', Logger.Collector.GetSnapshot().Select(Show));

    /// <summary>A grant of targets, and of this machine.</summary>
    public static HttpGrant Grant(params string[] targets) =>
        new() { Allow = [.. targets.Select(HttpTarget.Parse)], AllowPrivate = [Loopback] };

    public static async Task<string> ReadAsync(EgressResponse response)
    {
        byte[] buffer = new byte[1000];
        StringBuilder text = new();
        while (await response.ReadAsync(buffer) is > 0 and int read)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    public async Task<(int Status, string Body)> GetAsync(string url, string method = "GET")
    {
        using EgressResponse response = await Session.SendAsync(new EgressRequest(method, url));
        return (response.Status, await ReadAsync(response));
    }

    public async Task<EgressException> FailsAsync(EgressError error, string url) => await FailsAsync(error, new EgressRequest("GET", url));

    public async Task<EgressException> FailsAsync(EgressError error, EgressRequest request)
    {
        EgressException exception = await Assert.ThrowsAsync<EgressException>(() => SendAndReadAsync(request));
        Assert.True(error == exception.Error, $"{exception.Error} and not {error}: {exception.Message}");
        return exception;
    }

    /// <summary>Sends a request that is denied, and finds the denial in the log, too.</summary>
    public async Task<Denial> DeniedAsync(EgressRequest request, EgressError error = EgressError.Denied)
    {
        EgressException exception = await FailsAsync(error, request);
        Assert.NotNull(exception.Denial);
        Assert.Contains(exception.Denial.Reason, Logger.LatestRecord.Message, StringComparison.Ordinal);
        return exception.Denial;
    }

    public void Dispose()
    {
        Session.Dispose();
        Gate.Dispose();
    }

    private static string Show(FakeLogRecord record) =>
        $"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])}";

    private async Task SendAndReadAsync(EgressRequest request)
    {
        using EgressResponse response = await Session.SendAsync(request);
        await ReadAsync(response);
    }
}
