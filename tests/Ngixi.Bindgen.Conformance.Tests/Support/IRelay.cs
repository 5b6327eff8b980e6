namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>A guest that takes a value from the host and gives it back.</summary>
internal interface IRelay : IDisposable
{
    Giver Giver { get; }

    Taker Taker { get; }

    /// <summary>Passes the giver's value on to the taker.</summary>
    void Run(TypeRow row);
}
