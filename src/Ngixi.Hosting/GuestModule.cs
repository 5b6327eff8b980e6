using Ngixi.Bindgen;
using Ngixi.Hosting.Running;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>A module that was checked against its manifest and compiled, to make instances of. For any number of threads.</summary>
public sealed class GuestModule : IDisposable
{
    private readonly GrantContext grants;

    internal GuestModule(GuestEngine engine, GuestManifest manifest, string sha256, Module module, LinkedModule linked, GrantContext grants)
    {
        Engine = engine;
        Manifest = manifest;
        Sha256 = sha256;
        Compiled = module;
        this.grants = grants;
        Linked = linked;
        Lane = new GuestLane(manifest.Name, engine.Options.MaxThreadsPerModule, engine.Options.MaxQueuedCalls);
    }

    /// <summary>Gets the name, from the manifest.</summary>
    public string Name => Manifest.Name;

    /// <summary>Gets the SHA-256 of the bytes that were compiled, as 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>Gets what its guests may do.</summary>
    public GuestManifest Manifest { get; }

    internal GuestEngine Engine { get; }

    internal Module Compiled { get; }

    internal LinkedModule Linked { get; }

    internal GuestLane Lane { get; }

    /// <summary>Creates an instance, and runs what it exports to be run first, under the manifest's deadline for it.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The instance, to be disposed by the caller.</returns>
    /// <exception cref="GuestCallException">It did not start: it trapped, took too long, or there is no room.</exception>
    public Task<GuestInstance> StartAsync(CancellationToken cancellation = default)
    {
        CallDeadline deadline = new(Name, Manifest.Limits.StartDeadline, Engine.Options.Time, cancellation);
        return GuestCall<GuestInstance>.RunAsync(Engine, Lane, deadline, at => GuestInstance.Start(this, at));
    }

    /// <summary>Creates a pool of instances, for calls that need none of their own.</summary>
    /// <param name="options">How many, and what happens after a failure.</param>
    /// <returns>The pool, to be disposed by the caller.</returns>
    public GuestPool CreatePool(PoolOptions? options = null) => new(this, options ?? new PoolOptions());

    /// <summary>Begins the time of a call.</summary>
    internal CallDeadline DeadlineOf(CallOptions options, CancellationToken cancellation)
    {
        TimeSpan most = Manifest.Limits.Deadline;
        return new CallDeadline(
            Name, options.Deadline is { } own && own < most ? own : most, Engine.Options.Time, cancellation);
    }

    /// <summary>
    /// Frees the compiled code, and closes what its grants opened: directories, connections, meters. Instances remain valid, without those.
    /// </summary>
    public void Dispose()
    {
        Linked.Dispose();
        Compiled.Dispose();
        grants.Release();
    }
}
