using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Ngixi.Bindgen;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities.Tests.Http;
using Ngixi.Capabilities.Tests.Support;

namespace Ngixi.Capabilities.Tests.KeyValue;

/// <summary>A guest in a language that keeps values in a store.</summary>
internal sealed class KeyValueGuest : IDisposable
{
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly CapabilityGuest guest;
    private readonly GuestLines lines = new();
    private readonly FakeLogger logger = new();

    public KeyValueGuest(GuestLanguage language, IKeyValueStore store, KeyValueGrant? grant = null)
    {
        GuestKeyValue keyValue = new(store, "billing", grant, new DenialLog(logger, "billing"));
        linker.DefineKeyValue(keyValue.ForInstance);
        linker.DefineLog(lines);
        linker.DefineAssemblyScript(new AssemblyScriptOptions());
        guest = CapabilityGuest.Start(language == GuestLanguage.C ? "key_value" : "keyValue", language, linker);
    }

    public string[] HostLog => [.. logger.Collector.GetSnapshot().Select(record => record.Message)];

    /// <summary>Runs an export, and gets what the guest told.</summary>
    public string[] Run(string export)
    {
        guest.Run(export);
        return lines.Take();
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }
}
