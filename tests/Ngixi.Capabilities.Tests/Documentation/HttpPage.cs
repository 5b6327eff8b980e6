using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Capabilities.Tests.Documentation;

/// <summary>The code of docs/capabilities/http.md. Its block is the region of this file.</summary>
public sealed class HttpPage
{
    [Fact]
    public void A_module_gets_HTTP_with_its_grant()
    {
        ILogger logger = NullLogger.Instance;
        using Linker linker = new(RawGuest.Engine);
        Tokens tokens = new("Bearer token");

        #region grant
        HttpGrant grant = new()
        {
            Allow = ["https://api.example.com", "GET https://*.cdn.example.com"],
            Credentials = [new HttpCredential("billing", ["https://api.example.com"], "Authorization", tokens.GetAsync)],
        };
        using EgressGate gate = new(grant, new DenialLog(logger, "billing"));
        linker.DefineHttp(new GuestHttp(gate).ForInstance);
        #endregion

        Assert.Null(gate.Judge("GET", "https://a.cdn.example.com/"));
        Assert.NotNull(gate.Judge("POST", "https://a.cdn.example.com/"));
    }

    private sealed class Tokens(string latest)
    {
        public ValueTask<string> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(latest);
    }
}
