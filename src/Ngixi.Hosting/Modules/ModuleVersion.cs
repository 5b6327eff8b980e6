using System.Runtime.CompilerServices;
using Ngixi.Bindgen;
using Ngixi.Hosting.Diagnostics;
using Ngixi.Hosting.Running;
using Wasmtime;

namespace Ngixi.Hosting.Modules;

/// <summary>
/// One version of a module: its bytes, compiled and linked under a manifest. It lives as long as something uses it, which is each of its
/// instances; a module that was replaced has the next.
/// </summary>
internal sealed class ModuleVersion : IDisposable
{
    private readonly Module compiled;
    private readonly GrantContext grants;
    private readonly Lock gate = new();
    private readonly TaskCompletionSource unused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConditionalWeakTable<GuestInstance, object?> instances = [];
    private int users;
    private bool isRetired;
    private bool isDisposed;

    public ModuleVersion(
        GuestManifest manifest,
        string sha256,
        NativeEngine native,
        Module compiled,
        LinkedModule linked,
        GrantContext grants,
        ModuleSources sources)
    {
        Manifest = manifest;
        Sha256 = sha256;
        Native = native;
        this.compiled = compiled;
        this.grants = grants;
        Linked = linked;
        Sources = sources;
    }

    public GuestManifest Manifest { get; }

    public string Sha256 { get; }

    /// <summary>Gets the engine that compiled it, and that its instances run in.</summary>
    public NativeEngine Native { get; }

    public Module Compiled => compiled;

    public LinkedModule Linked { get; }

    public ModuleSources Sources { get; }

    /// <summary>Gets whether another version has taken its place, so that instances of it end after their call.</summary>
    public bool IsRetired => Volatile.Read(ref isRetired);

    /// <summary>Gets the number of its instances, and of those that are being started.</summary>
    public int Users
    {
        get
        {
            lock (gate)
            {
                return users;
            }
        }
    }

    /// <summary>Claims it for an instance, which calls <see cref="Release"/> when it is dropped.</summary>
    /// <returns>False where it is retired: the module has a newer one.</returns>
    public bool TryUse()
    {
        lock (gate)
        {
            users += isRetired ? 0 : 1;
            return !isRetired;
        }
    }

    /// <summary>Counts an instance that is about to be made by a claimed use, which is given up where there is no room.</summary>
    /// <exception cref="GuestBusyException">There is no room for it.</exception>
    public void Enter()
    {
        try
        {
            Native.Enter(Manifest.Name);
        }
        catch
        {
            Release();
            throw;
        }
    }

    /// <summary>Counts an instance that is gone, and gives its use up.</summary>
    public void Leave()
    {
        Native.Leave();
        Release();
    }

    /// <summary>Notes an instance, which is ended with the version if it is not dropped before.</summary>
    public void Add(GuestInstance instance) => instances.Add(instance, null);

    public void Release()
    {
        lock (gate)
        {
            if (--users > 0 || !isRetired)
            {
                return;
            }
        }

        unused.TrySetResult();
    }

    /// <summary>Lets no more instances be made of it.</summary>
    /// <returns>Is done when the last of them is dropped.</returns>
    public Task RetireAsync()
    {
        lock (gate)
        {
            isRetired = true;
            if (users == 0)
            {
                unused.TrySetResult();
            }
        }

        return unused.Task;
    }

    /// <summary>Drops the instances that are left, and ends their calls.</summary>
    /// <param name="reason">Why, for the calls.</param>
    public void EndInstances(string reason)
    {
        foreach ((GuestInstance instance, object? _) in instances)
        {
            instance.End(reason);
        }
    }

    /// <summary>Frees the compiled code, and closes what its grants opened. Instances remain valid, without those.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = isRetired = true;
        }

        Linked.Dispose();
        compiled.Dispose();
        grants.Release();
    }
}
