using Ngixi.Bindgen.Errors;

namespace Ngixi.Bindgen;

/// <summary>
/// A guest's call of an import failed: the guest passed a bad argument, or the host's method threw. The guest traps and
/// does not see the exception.
/// </summary>
/// <remarks>
/// It is the <see cref="Exception.InnerException"/> of the <see cref="Wasmtime.WasmtimeException"/> that the call into
/// the guest throws. After a trap the guest's own state is damaged: dispose its store.
/// </remarks>
public sealed class WasmImportException : Exception
{
    private const int LongestMessage = 1000;

    internal WasmImportException(string import, string? parameter, string reason, Exception? cause)
        : base(parameter is null ? $"Import {import}: {reason}" : $"Import {import}, parameter {parameter}: {reason}", cause)
    {
        Import = import;
        Parameter = parameter;
        Reason = reason;
    }

    /// <summary>Creates the exception for an exception of an import. Never throws, even if the host's exception does.</summary>
    /// <param name="import">The import.</param>
    /// <param name="exception">Its exception.</param>
    /// <param name="refused">The parameter whose value could not be made, so that the method did not run; null when it ran.</param>
    internal static WasmImportException Of(string import, Exception exception, string? refused) =>
        exception is BadArgumentException badArgument
            ? new WasmImportException(import, badArgument.Parameter, badArgument.Message, cause: null)
            : new WasmImportException(
                import,
                refused,
                $"{(refused is null ? "the host's method" : "a constructor or property that makes its value")} threw "
                + $"{exception.GetType().Name}{MessageOf(exception)}",
                exception);

    /// <summary>Gets the import that was called, as <c>module.name</c>.</summary>
    public string Import { get; }

    /// <summary>Gets the C# name of the parameter that was bad, or null if no single parameter was.</summary>
    public string? Parameter { get; }

    /// <summary>Gets the reason.</summary>
    public string Reason { get; }

    /// <summary>
    /// Gets whether the guest is at fault, because it passed an invalid pointer, length, value or handle. Otherwise
    /// <see cref="Exception.InnerException"/> is the exception of the host's method, or, where <see cref="Parameter"/> is not null,
    /// of the constructor or property that refused its value.
    /// </summary>
    public bool IsBadArgument => InnerException is null;

    /// <inheritdoc/>
    public override string ToString()
    {
        try
        {
            return base.ToString();
        }
        catch (Exception exception)
        {
            // That of the host's exception threw.
            return $"{GetType()}: {Message} (with an inner exception whose ToString threw {exception.GetType().Name})";
        }
    }

    private static string MessageOf(Exception exception)
    {
        // What a call of the guest in the method threw has its own exception, and its message those of the calls in it:
        // a guest and a host that call each other would make a message of megabytes.
        if (exception is Wasmtime.WasmtimeException)
        {
            return ", see the inner exception";
        }

        try
        {
            string message = exception.Message;
            return message.Length <= LongestMessage
                ? $": {message}"
                : $": {message.AsSpan(0, LongestMessage)}… ({message.Length} characters)";
        }
        catch (Exception failure)
        {
            return $", whose message cannot be read: it threw {failure.GetType().Name}";
        }
    }
}
