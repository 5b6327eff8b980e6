namespace Ngixi.Bindgen.Contracts;

/// <summary>A contract file is not valid.</summary>
/// <param name="line">The line of the file, from 1.</param>
/// <param name="message">What is wrong there.</param>
internal sealed class ContractFileException(int line, string message) : Exception(message)
{
    /// <summary>Gets the line of the file, from 1.</summary>
    public int Line { get; } = line;
}
