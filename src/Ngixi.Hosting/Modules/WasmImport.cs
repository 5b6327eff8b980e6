using Ngixi.Bindgen.Contracts;

namespace Ngixi.Hosting.Modules;

/// <summary>An import of a module.</summary>
/// <param name="Module">The name of the module that it is of.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of a function, such as <c>(i32 i32) -&gt; i32</c>; null for what this reader does not know.</param>
internal sealed record WasmImport(string Module, string Name, ImportKind Kind, string? Type)
{
    public string FullName => $"{Module}.{Name}";

    /// <summary>Gets what a guest says by it of the contract that it was built for; null where it says nothing.</summary>
    public ContractMarker? Marker => Module == ImportCheck.SupportModule ? ContractMarker.ParseImport(Name) : null;
}
