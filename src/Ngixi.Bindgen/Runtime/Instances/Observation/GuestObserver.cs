namespace Ngixi.Bindgen;

/// <summary>
/// Observes the calls between the host and the guests of a store, for traces, budgets, audits, usage figures and recordings.
/// Set by <see cref="GuestOptions.Observers"/>. A store without observers pays nothing for them.
/// </summary>
/// <remarks>
/// The methods run on the thread that runs the guest, in the order of the observers, and in the reverse order at an end. They
/// must not call the guest. Calls of the host by a delegate of Wasmtime .NET's own are not seen; the imports that the guest calls
/// in them are.
/// </remarks>
public abstract class GuestObserver
{
    /// <summary>Gets whether <see cref="MemoryRead"/> and <see cref="MemoryWritten"/> are called. False by default.</summary>
    public virtual bool ObservesMemory => false;

    /// <summary>
    /// A guest calls an import; its arguments are not read yet. An exception refuses the call: the host's method does not run,
    /// and the guest traps with it as the reason.
    /// </summary>
    /// <param name="call">The call, for the time of this method.</param>
    public virtual void ImportBegan(in ImportCall call)
    {
    }

    /// <summary>
    /// A call of an import ended. It is called once for each <see cref="ImportBegan"/> that did not throw. An exception
    /// changes nothing for the guest and is reported as <see cref="TaskScheduler.UnobservedTaskException"/>.
    /// </summary>
    /// <param name="call">The call, for the time of this method.</param>
    /// <param name="end">Its end.</param>
    public virtual void ImportEnded(in ImportCall call, in CallEnd end)
    {
    }

    /// <summary>The host calls an export. An exception refuses the call, and the host's caller gets it.</summary>
    /// <param name="call">The call, for the time of this method.</param>
    public virtual void ExportBegan(in ExportCall call)
    {
    }

    /// <summary>
    /// A call of an export ended; its result is not read yet. It is called once for each <see cref="ExportBegan"/> that did not throw. An
    /// exception is reported as <see cref="TaskScheduler.UnobservedTaskException"/>.
    /// </summary>
    /// <param name="call">The call, for the time of this method.</param>
    /// <param name="end">Its end.</param>
    public virtual void ExportEnded(in ExportCall call, in CallEnd end)
    {
    }

    /// <summary>The host reads memory of the guest: an argument of an import, or a result of an export. An exception refuses it.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="address">Where the bytes are.</param>
    /// <param name="bytes">The bytes, for the time of this method.</param>
    public virtual void MemoryRead(GuestContext guest, uint address, ReadOnlySpan<byte> bytes)
    {
    }

    /// <summary>
    /// The host wrote memory of the guest: the result of an import, or an argument of an export. A buffer that a guest lent to an import
    /// counts whole when the import ends, and each time the host calls the guest in it.
    /// </summary>
    /// <param name="guest">The guest.</param>
    /// <param name="address">Where the bytes are.</param>
    /// <param name="bytes">The bytes, for the time of this method.</param>
    public virtual void MemoryWritten(GuestContext guest, uint address, ReadOnlySpan<byte> bytes)
    {
    }
}
