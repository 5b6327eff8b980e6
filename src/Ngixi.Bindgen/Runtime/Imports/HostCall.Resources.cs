namespace Ngixi.Bindgen.Runtime;

/// <content>Resources: the guest has a handle, the host the object (docs/abi.md, Resources).</content>
public unsafe ref partial struct HostCall
{
    /// <summary>Gets the object of a handle.</summary>
    /// <typeparam name="T">The resource interface.</typeparam>
    /// <param name="slot">The handle's slot.</param>
    /// <param name="parameter">The parameter's C# name, for errors.</param>
    /// <returns>The object.</returns>
    public readonly T ReadResource<T>(int slot, string parameter)
        where T : class => (T)Instance.Handles.Use(slots[slot].Int32, typeof(T), parameter, ref Instance.Calls);

    /// <summary>Gets the object of a handle, or null for 0.</summary>
    /// <inheritdoc cref="ReadResource"/>
    /// <returns>The object, or null.</returns>
    public readonly T? ReadNullableResource<T>(int slot, string parameter)
        where T : class => slots[slot].Int32 == 0 ? null : ReadResource<T>(slot, parameter);

    /// <summary>Ends a handle and disposes its object. A handle that a call uses which this one is made in is a bad argument.</summary>
    /// <typeparam name="T">The resource interface.</typeparam>
    /// <param name="slot">The handle's slot.</param>
    /// <param name="parameter">The name of the handle in errors.</param>
    public readonly void ReleaseResource<T>(int slot, string parameter)
        where T : class, IDisposable => ((T)Instance.Handles.Remove(slots[slot].Int32, typeof(T), parameter, Instance.Calls)).Dispose();

    /// <summary>Checks before the host's method runs that the guest may have one more handle.</summary>
    public readonly void RequireFreeHandle() => Instance.Handles.RequireFree(Instance.Options.MaxHandles);

    /// <summary>Hands an object out.</summary>
    /// <typeparam name="T">The resource interface.</typeparam>
    /// <param name="resource">The result; must not be null.</param>
    public readonly void ReturnResource<T>(T resource)
        where T : class => Return(HandOut(resource));

    /// <summary>Hands an object out, or returns 0 for null.</summary>
    /// <typeparam name="T">The resource interface.</typeparam>
    /// <param name="resource">The result.</param>
    public readonly void ReturnNullableResource<T>(T? resource)
        where T : class => Return(resource is null ? 0 : HandOut(resource));

    /// <summary>Makes the handle of an object, which is not lost when there can be none.</summary>
    private readonly int HandOut<T>(T resource)
        where T : class
    {
        object handedOut = RequireResult(resource);
        try
        {
            return Instance.Handles.Add(handedOut, typeof(T), Instance.Options.MaxHandles);
        }
        catch when (!Instance.Handles.Contains(handedOut))
        {
            (handedOut as IDisposable)?.Dispose();
            throw;
        }
    }
}
