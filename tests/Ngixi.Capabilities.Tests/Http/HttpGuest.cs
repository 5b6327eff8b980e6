using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>A guest in a language that asks a server of this machine.</summary>
internal sealed class HttpGuest : IDisposable
{
    private readonly EgressFixture egress;
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly CapabilityGuest guest;
    private readonly GuestLines lines = new();
    private readonly int port;

    public HttpGuest(
        GuestLanguage language,
        LoopbackServer server,
        Func<HttpGrant, HttpGrant>? change = null,
        TimeProvider? time = null,
        Func<HttpMessageHandler, HttpMessageHandler>? wrap = null)
    {
        port = server.Port;
        HttpGrant grant = EgressFixture.Grant($"http://one.example:{port}");
        egress = new EgressFixture(change?.Invoke(grant) ?? grant, time: time, wrap: wrap);
        linker.DefineHttp(new GuestHttp(egress.Gate).ForInstance);
        linker.DefineLog(lines);
        linker.DefineAssemblyScript(new AssemblyScriptOptions());
        guest = CapabilityGuest.Start("http", language, linker);
    }

    public Store Store => guest.Store;

    public Instance Instance => guest.Instance;

    /// <summary>Gets the host's log.</summary>
    public string HostLog => string.Join('\n', egress.Logger.Collector.GetSnapshot().Select(record => record.Message));

    /// <summary>Runs an export, and gets what the guest told.</summary>
    public string[] Run(string export)
    {
        guest.Run(export, port);
        return lines.Take();
    }

    /// <summary>Runs an export without parameters, and gets what the guest told.</summary>
    public string[] RunAgain(string export)
    {
        guest.Run(export);
        return lines.Take();
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
        egress.Dispose();
    }
}
