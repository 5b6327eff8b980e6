using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen;

/// <summary>An AssemblyScript guest aborted: a failed assertion, an index out of range, a <c>throw</c>.</summary>
/// <remarks>
/// It is the <see cref="Exception.InnerException"/> of the <see cref="Wasmtime.WasmtimeException"/> that the call into
/// the guest throws. Its text comes from the guest: do not trust it.
/// </remarks>
public sealed class GuestAbortException : Exception
{
    internal GuestAbortException(string? message, string? file, int line, int column, string hint)
        : base((message is null ? "The guest aborted" : Quoted.Escape(message))
            + (file is null ? "." : $", at {Quoted.Escape(file)}:{line}:{column}.")
            + hint)
    {
        Text = message;
        File = file;
        Line = line;
        Column = column;
    }

    /// <summary>
    /// Gets what the guest said, as it said it, cut after 4,096 characters; null when it said nothing. The exception's message
    /// has it in one line, with the place.
    /// </summary>
    public string? Text { get; }

    /// <summary>Gets the guest's source file, as its compiler knew it; null if the guest does not report it.</summary>
    public string? File { get; }

    /// <summary>Gets the line in <see cref="File"/>, from 1; 0 if the guest does not report it.</summary>
    public int Line { get; }

    /// <summary>Gets the column in <see cref="Line"/>, from 1; 0 if the guest does not report it.</summary>
    public int Column { get; }
}
