using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>An open file. It has a position, 0 at first, at which it is read and written in sequence.</summary>
[WasmResource("fs_file_")]
public interface IOpenFile : IDisposable
{
    /// <summary>Reads on at the position.</summary>
    /// <param name="buffer">Where the bytes go; not empty.</param>
    /// <returns>The bytes that were read; 0 at the end; below 0 a <see cref="FileError"/>, with a minus before its number.</returns>
    int Read(Span<byte> buffer);

    /// <summary>Reads at an offset. The position stays.</summary>
    /// <param name="offset">The offset, 0 or more.</param>
    /// <param name="buffer">Where the bytes go; not empty.</param>
    /// <returns>The bytes that were read; 0 at the end; below 0 a <see cref="FileError"/>, with a minus before its number.</returns>
    int ReadAt(long offset, Span<byte> buffer);

    /// <summary>Writes on at the position. An error may come after some of the bytes, which the position counts.</summary>
    /// <param name="bytes">The bytes.</param>
    [WasmErrors(typeof(FileError))]
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>Writes at an offset. The position stays. What lies between the end of the file and the offset becomes zero.</summary>
    /// <param name="offset">The offset, 0 or more.</param>
    /// <param name="bytes">The bytes. An error may come after some of them.</param>
    [WasmErrors(typeof(FileError))]
    void WriteAt(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Writes at the end of the file, wherever that is at the time. The position stays.</summary>
    /// <param name="bytes">The bytes. An error may come after some of them.</param>
    [WasmErrors(typeof(FileError))]
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Gets what is known of the file, such as its length.</summary>
    [WasmErrors(typeof(FileError))]
    FileStatus Status();

    /// <summary>Cuts the file, or adds zeros. The position stays.</summary>
    /// <param name="length">The length that it has then, 0 or more.</param>
    [WasmErrors(typeof(FileError))]
    void SetLength(long length);

    /// <summary>Writes to the device what is not there yet.</summary>
    [WasmErrors(typeof(FileError))]
    void Flush();
}
