using Ngixi.Bindgen;

namespace Ngixi.Hosting.Tests.Support;

/// <summary>What a guest exports.</summary>
[WasmExport(Async = true)]
public interface IGreeter
{
    /// <summary>Greets somebody.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The greeting.</returns>
    string Greet(string name);
}
