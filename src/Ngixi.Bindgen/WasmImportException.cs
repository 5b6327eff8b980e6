namespace Ngixi.Bindgen;

/// <summary>
/// A guest's call of an import failed: the guest passed a bad argument, or the host's method threw. The guest is stopped
/// by a trap and sees nothing of this.
/// </summary>
/// <remarks>
/// It is the <see cref="Exception.InnerException"/> of the <see cref="Wasmtime.WasmtimeException"/> that the call into
/// the guest throws. After a trap the guest's own state is damaged: dispose its store.
/// </remarks>
public sealed class WasmImportException : Exception
{
    internal WasmImportException(string import, string? parameter, string reason, Exception? cause)
        : base(parameter is null ? $"Import {import}: {reason}" : $"Import {import}, parameter {parameter}: {reason}", cause)
    {
        Import = import;
        Parameter = parameter;
        Reason = reason;
    }

    /// <summary>Gets the import that was called, as <c>module.name</c>.</summary>
    public string Import { get; }

    /// <summary>Gets the C# name of the parameter that was bad, or null when no single one was.</summary>
    public string? Parameter { get; }

    /// <summary>Gets what was wrong.</summary>
    public string Reason { get; }

    /// <summary>
    /// Gets whether the guest is at fault: a pointer, length, value or handle that the host must not accept. Otherwise
    /// <see cref="Exception.InnerException"/> is what the host's method threw.
    /// </summary>
    public bool IsBadArgument => InnerException is null;
}
