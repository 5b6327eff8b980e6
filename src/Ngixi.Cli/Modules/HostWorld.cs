using System.Text.Json.Nodes;
using Ngixi.Capabilities;
using Ngixi.Cli.Commands;
using Ngixi.Hosting;

namespace Ngixi.Cli.Modules;

/// <summary>What this program has for a module in place of a host: stores, topics, variables.</summary>
internal sealed class HostWorld : IDisposable
{
    private readonly Stack<IDisposable> owned = new();

    private HostWorld(TimeProvider time) => Options = new GuestEngineOptions { Time = time };

    public GuestEngineOptions Options { get; }

    /// <summary>Makes what a manifest names: each of its stores, in memory.</summary>
    /// <param name="manifest">The manifest; null for none.</param>
    /// <param name="time">The clock.</param>
    public static HostWorld For(string? manifest, TimeProvider time)
    {
        HostWorld world = new(time);
        JsonObject? grants = manifest is null || !File.Exists(manifest) ? null : ManifestText.Parse(manifest)?["grants"] as JsonObject;
        string keys = ManifestText.TextOf(grants?["keyValue"] as JsonObject, "store") ?? "default";
        world.Options.KeyValueStores[keys] = new MemoryKeyValueStore(time);
        return world;
    }

    /// <summary>Takes variables such as <c>NAME=VALUE</c>.</summary>
    public void SetVariables(IEnumerable<string> variables)
    {
        foreach ((string name, string value) in CommonOptions.Pairs("--var", variables))
        {
            Options.Variables[name] = value;
        }
    }

    public void Dispose()
    {
        while (owned.TryPop(out IDisposable? one))
        {
            one.Dispose();
        }
    }
}
