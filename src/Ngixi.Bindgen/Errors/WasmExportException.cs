namespace Ngixi.Bindgen;

/// <summary>
/// The host could not use an export of a guest: the guest does not have it, or returned an invalid value. A trap of the
/// guest itself is a <see cref="Wasmtime.WasmtimeException"/>.
/// </summary>
/// <remarks>Do not trust a guest after an invalid result: dispose its store.</remarks>
public sealed class WasmExportException : Exception
{
    internal WasmExportException(string export, string reason)
        : base($"Export {export}: {reason}")
    {
        Export = export;
        Reason = reason;
    }

    /// <summary>Gets the export, or the interface where several of its exports are missing.</summary>
    public string Export { get; }

    /// <summary>Gets the reason.</summary>
    public string Reason { get; }
}
