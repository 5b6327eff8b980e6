using Ngixi.Hosting.Diagnostics;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Running;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>A module that was checked against its manifest and compiled, to make instances of. For any number of threads.</summary>
public sealed partial class GuestModule : IDisposable
{
    private volatile ModuleVersion current;
    private volatile bool isDisposed;

    internal GuestModule(GuestEngine engine, ModuleVersion version, FailureLog failures)
    {
        Engine = engine;
        current = version;
        Failures = failures;
        Name = version.Manifest.Name;
        Budget = new FailureBudget(engine.Options.MaxFailuresPerSecond, engine.Options.Time);
        Lane = new GuestLane(Name, Budget, engine.Options.MaxThreadsPerModule, engine.Options.MaxQueuedCalls);
    }

    /// <summary>Gets the name, from the manifest.</summary>
    public string Name { get; }

    /// <summary>Gets the SHA-256 of the bytes that were compiled, as 64 lower-case hexadecimal digits.</summary>
    public string Sha256 => current.Sha256;

    /// <summary>Gets what its guests may do.</summary>
    public GuestManifest Manifest => current.Manifest;

    internal GuestEngine Engine { get; }

    internal Module Compiled => current.Compiled;

    internal GuestLane Lane { get; }

    internal FailureLog Failures { get; }

    internal FailureBudget Budget { get; }

    /// <summary>Gets the version that new instances are of.</summary>
    internal ModuleVersion Current => current;

    /// <summary>Creates an instance, and runs what it exports to be run first, under the manifest's deadline for it.</summary>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The instance, to be disposed by the caller.</returns>
    /// <exception cref="GuestCallException">It did not start: it trapped, took too long, or there is no room.</exception>
    public Task<GuestInstance> StartAsync(CancellationToken cancellation = default) =>
        StartAsync(null, null, cancellation);

    /// <summary>Creates an instance that is recorded, from its start to its end.</summary>
    /// <param name="recorder">The recorder. Dispose the instance, so that the recording has its end.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The instance, to be disposed by the caller.</returns>
    /// <exception cref="GuestCallException">It did not start: it trapped, took too long, or there is no room.</exception>
    /// <exception cref="InvalidOperationException">
    /// The engine is not <see cref="GuestEngineOptions.IsRecordable"/>, or the recorder's file has another instance.
    /// </exception>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public Task<GuestInstance> StartRecordedAsync(GuestRecorder recorder, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        return StartAsync(recorder, null, cancellation);
    }

    /// <summary>Creates an instance that is recorded, and whose start is sampled, where there is something for it.</summary>
    internal Task<GuestInstance> StartAsync(GuestRecorder? recorder, GuestProfile? profile, CancellationToken cancellation)
    {
        CallDeadline deadline = new(Name, Manifest.Limits.StartDeadline, Engine.Options.Time, cancellation) { Profile = profile };
        return GuestCall<GuestInstance>.RunAsync(Engine, Lane, deadline, at => GuestInstance.Start(this, at, recorder: recorder));
    }

    /// <summary>Creates a pool of instances, for calls that need none of their own.</summary>
    /// <param name="options">How many, and what happens after a failure.</param>
    /// <returns>The pool, to be disposed by the caller.</returns>
    public GuestPool CreatePool(PoolOptions? options = null) => new(this, options ?? new PoolOptions());

    /// <summary>Begins the time of a call.</summary>
    internal CallDeadline DeadlineOf(CallOptions options, CancellationToken cancellation)
    {
        TimeSpan most = Manifest.Limits.Deadline;
        return new CallDeadline(Name, options.Deadline is { } own && own < most ? own : most, Engine.Options.Time, cancellation)
        {
            Profile = options.Profile,
        };
    }

    /// <summary>
    /// Frees the compiled code, and closes what its grants opened: directories, connections, meters. Instances remain valid, without those.
    /// </summary>
    public void Dispose()
    {
        lock (switching)
        {
            if (!isDisposed)
            {
                Engine.Audit?.Unloaded(Name, Sha256);
            }

            isDisposed = true;
        }

        current.Dispose();
    }

    /// <summary>Claims the current version for an instance.</summary>
    /// <exception cref="ObjectDisposedException">The module is disposed.</exception>
    internal ModuleVersion Use()
    {
        while (true)
        {
            ModuleVersion version = current;
            if (version.TryUse())
            {
                return version;
            }

            // It was replaced since, and the next is there: it takes its place before the one before is retired.
            ObjectDisposedException.ThrowIf(isDisposed, this);
        }
    }
}
