namespace Ngixi.Bindgen;

/// <summary>
/// Lets WebAssembly guests import the methods of an interface. The generator adds
/// <c>linker.Define…(implementation)</c> for the host, and a stub for the guest.
/// </summary>
/// <remarks>
/// "Import" is the guest's view: the guest imports functions that the host implements. Each method becomes one import, named
/// <see cref="Prefix"/> + the method's name in snake_case, unless it carries <see cref="WasmNameAttribute"/>.
/// </remarks>
/// <param name="module">The import module, for example <c>env</c>. <c>ngixi</c> is reserved.</param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class WasmImportAttribute(string module) : Attribute
{
    /// <summary>Gets the import module.</summary>
    public string Module { get; } = module;

    /// <summary>Gets or sets the prefix of each import name, for example <c>kv_</c>. Empty by default.</summary>
    public string Prefix { get; set; } = "";
}
