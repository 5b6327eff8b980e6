namespace Ngixi.Bindgen;

/// <summary>
/// The host could not use an export of a guest: the guest does not have it, or returned what the host must not accept. What
/// traps in the guest itself is a <see cref="Wasmtime.WasmtimeException"/>.
/// </summary>
/// <remarks>After a bad result the guest is not to be trusted: dispose its store.</remarks>
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

    /// <summary>Gets what was wrong.</summary>
    public string Reason { get; }
}
