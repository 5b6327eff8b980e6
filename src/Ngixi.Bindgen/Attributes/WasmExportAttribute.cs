namespace Ngixi.Bindgen;

/// <summary>
/// Makes the methods of an interface callable in WebAssembly guests: the generator adds <c>instance.Get…()</c> for the host,
/// and for the guest the exports, which do not compile while it lacks a handler for one.
/// </summary>
/// <remarks>
/// "Export" is the guest's view: the guest exports what the host calls. Each method becomes one export, named
/// <see cref="Prefix"/> + the method's name in snake_case, unless it carries <see cref="WasmNameAttribute"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class WasmExportAttribute : Attribute
{
    /// <summary>Gets or sets what stands before each export name, for example <c>plugin_</c>. Empty by default.</summary>
    public string Prefix { get; set; } = "";
}
