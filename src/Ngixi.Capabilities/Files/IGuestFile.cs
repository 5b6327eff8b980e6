namespace Ngixi.Capabilities;

/// <summary>An open file.</summary>
public interface IGuestFile : IGuestNode
{
    /// <summary>Reads at a place.</summary>
    /// <param name="offset">The place, 0 or more.</param>
    /// <param name="buffer">Where the bytes go.</param>
    /// <param name="count">How many were read; 0 at the end of the file.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError Read(long offset, Span<byte> buffer, out int count);

    /// <summary>Writes at a place. What lies between the end of the file and it becomes zero.</summary>
    /// <param name="offset">The place, 0 or more.</param>
    /// <param name="bytes">The bytes.</param>
    /// <param name="count">How many were written; fewer where there was no room for all.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError Write(long offset, ReadOnlySpan<byte> bytes, out int count);

    /// <summary>Writes at the end of the file, wherever that is at the time.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="count">How many were written.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError Append(ReadOnlySpan<byte> bytes, out int count);

    /// <summary>Cuts the file, or adds zeros.</summary>
    /// <param name="length">The length that it has then, 0 or more.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError SetLength(long length);
}
