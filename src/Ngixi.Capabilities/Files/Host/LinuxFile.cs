using Microsoft.Win32.SafeHandles;

namespace Ngixi.Capabilities;

/// <summary>An open regular file of the host. What it was not opened for, the kernel refuses.</summary>
internal sealed class LinuxFile(SafeFileHandle handle) : IGuestFile
{
    public FileError Read(long offset, Span<byte> buffer, out int count) => LinuxMethods.Read(handle, offset, buffer, out count);

    public FileError Write(long offset, ReadOnlySpan<byte> bytes, out int count) => LinuxMethods.Write(handle, offset, bytes, out count);

    public FileError Append(ReadOnlySpan<byte> bytes, out int count) => LinuxMethods.Append(handle, bytes, out count);

    public FileError SetLength(long length) => LinuxMethods.SetLength(handle, length);

    public FileError GetStatus(out FileStatus status) => LinuxMethods.GetStatus(handle, out status);

    public FileError SetTimes(FileTimes times) => LinuxMethods.SetTimes(handle, times);

    public FileError Flush() => LinuxMethods.Flush(handle);

    public void Dispose() => handle.Dispose();
}
