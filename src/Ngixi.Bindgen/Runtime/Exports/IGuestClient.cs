using Ngixi.Bindgen.Runtime;

namespace Ngixi.Bindgen;

/// <summary>
/// An asynchronous interface that is generated for an exported one, with <see cref="WasmExportAttribute.Async"/>. It says itself what
/// implements it, so that nothing looks for that at run time.
/// </summary>
/// <typeparam name="TSelf">The interface.</typeparam>
public interface IGuestClient<TSelf>
    where TSelf : class, IGuestClient<TSelf>
{
    /// <summary>Gets what serves the calls where the guest is.</summary>
    static abstract GuestService Service { get; }

    /// <summary>Creates an implementation.</summary>
    /// <param name="caller">Brings the calls to the guest.</param>
    /// <returns>The implementation, which any number of threads may use if the caller allows it.</returns>
    static abstract TSelf Create(GuestCaller caller);
}
