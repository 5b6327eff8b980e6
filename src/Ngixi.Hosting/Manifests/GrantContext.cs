using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Ngixi.Hosting.Auditing;
using Ngixi.Hosting.Manifests;
using Ngixi.Hosting.Manifests.Schema;

namespace Ngixi.Hosting;

/// <summary>The module that a grant is bound for, and what the host has for it.</summary>
public sealed class GrantContext
{
    private readonly Stack<IDisposable> owned = new();

    internal GrantContext(string module, GuestEngineOptions options, AuditTrail? audit = null)
    {
        Module = module;
        Options = options;
        Lazy<ManifestShape> shape = new(() => ManifestReader.Describe(options));
        Denials = new DenialLog(
            options.Loggers.CreateLogger($"Ngixi.Guests.{module}"),
            module,
            options.Time,
            denial => ManifestRemedy.Of(denial, shape.Value),
            denial =>
            {
                options.Denied?.Invoke(denial);
                audit?.Denied(module, denial);
            });
    }

    /// <summary>Gets the name of the module.</summary>
    public string Module { get; }

    /// <summary>Gets the options of the engine: loggers, clock, stores.</summary>
    public GuestEngineOptions Options { get; }

    /// <summary>Gets the log of what the module is denied.</summary>
    public DenialLog Denials { get; }

    /// <summary>Gets or sets the module's log; null where it has none.</summary>
    internal GuestLog? Log { get; set; }

    /// <summary>Gets or sets the module's random numbers; null where they are not granted by themselves.</summary>
    internal RandomGrant? Random { get; set; }

    /// <summary>Gets or sets the module's files, which all doors to them share; null where it has none.</summary>
    internal GuestFiles? Files { get; set; }

    /// <summary>Gets or sets what the standard library of AssemblyScript gets of the module's grants.</summary>
    internal AssemblyScriptOptions AssemblyScript { get; set; } = new();

    /// <summary>Keeps something until the module is disposed of.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="resource">What a grant opened.</param>
    /// <returns>The same.</returns>
    public T Own<T>(T resource)
        where T : IDisposable
    {
        owned.Push(resource);
        return resource;
    }

    internal void Release()
    {
        while (owned.TryPop(out IDisposable? resource))
        {
            resource.Dispose();
        }
    }
}
