namespace Ngixi.Bindgen;

/// <summary>
/// Lets the host call the methods of an interface that WebAssembly guests implement. The generator adds
/// <c>instance.Get…()</c> for the host, and exports for the guest, which compile once it has a handler for each.
/// </summary>
/// <remarks>
/// "Export" is the guest's view: the guest exports functions that the host calls. Each method becomes one export, named
/// <see cref="Prefix"/> + the method's name in snake_case, unless it carries <see cref="WasmNameAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class WasmExportAttribute : Attribute
{
    /// <summary>Gets or sets the prefix of each export name, for example <c>plugin_</c>. Empty by default.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>
    /// Gets or sets whether there is an asynchronous interface too, for guests that may run elsewhere. That of <c>IShop</c> is
    /// <c>IShopGuest</c>, whose methods end in <c>Async</c> and return a <see cref="ValueTask"/>. False by default.
    /// </summary>
    public bool Async { get; set; }
}
