using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Ngixi.Capabilities;

/// <summary>
/// The system calls of Linux that a directory of the host needs, on x64 and arm64. Each path is looked up by the kernel, from an open
/// directory; none is put together here.
/// </summary>
internal static unsafe partial class LinuxMethods
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NoTerminal = 0x100;
    public const int Truncate = 0x200;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;

    // Flags that the two architectures number otherwise.
    public static readonly int DirectoryOnly = IsArm ? 0x4000 : 0x10000;
    public static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    private const long ResolveNoMountPoints = 0x01;
    private const long ResolveNoMagicLinks = 0x02;
    private const long ResolveBeneath = 0x08;
    private const int OpenAt2 = 437;
    private const int MaxTries = 32;
    private const int EmptyPath = 0x1000;
    private const int SymlinkNoFollow = 0x100;
    private const int RemoveDirectoryFlag = 0x200;
    private const int AppendWrite = 0x10;
    private const uint BasicStatus = 0x7FF;
    private const long LeaveTime = 0x3FFFFFFE;
    private const int UserReadWrite = 0x1B6;
    private const int AllRights = 0x1FF;

    private const int ENOENT = 2;
    private const int EINTR = 4;
    private const int EAGAIN = 11;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static long GetDirectoryEntries => IsArm ? 61 : 217;

    /// <summary>Opens a directory of the host, as its administrator named it.</summary>
    public static FileError OpenRoot(string path, out SafeFileHandle? handle)
    {
        int descriptor = open(path, ReadOnly | DirectoryOnly | CloseOnExec, 0);
        handle = descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : null;
        return descriptor >= 0 ? FileError.None : LastError();
    }

    /// <summary>Gets whether the kernel knows how to stay beneath a directory.</summary>
    public static bool CanStayBeneath(SafeFileHandle directory)
    {
        FileError error = Open(directory, ".", PathOnly | DirectoryOnly, out SafeFileHandle? handle);
        handle?.Dispose();
        return error == FileError.None;
    }

    /// <summary>Opens what is beneath a directory: over no link that leads out of it, and in no other mount of the host.</summary>
    public static FileError Open(SafeFileHandle directory, string path, int flags, out SafeFileHandle? handle)
    {
        OpenHow how = new()
        {
            Flags = (ulong)(flags | CloseOnExec),
            Mode = (flags & Create) != 0 ? UserReadWrite : 0UL,
            Resolve = (ulong)(ResolveBeneath | ResolveNoMagicLinks | ResolveNoMountPoints),
        };
        handle = null;
        Span<byte> text = stackalloc byte[FilePath.MaxBytes + 1];
        fixed (byte* bytes = Terminated(path, text))
        {
            for (int tries = 0; ; tries++)
            {
                long descriptor = syscall(OpenAt2, directory, bytes, &how, (nuint)sizeof(OpenHow));
                if (descriptor >= 0)
                {
                    handle = new SafeFileHandle((nint)descriptor, ownsHandle: true);
                    return FileError.None;
                }

                // The kernel does not know where it is while others rename: EAGAIN. It asks for another try.
                int error = Marshal.GetLastPInvokeError();
                if ((error is not EAGAIN and not EINTR) || tries == MaxTries)
                {
                    return error == EAGAIN ? FileError.Busy : ErrorOf(error);
                }
            }
        }
    }

    public static FileError GetStatus(SafeFileHandle handle, out FileStatus status) => GetStatus(handle, "", EmptyPath, out status);

    /// <summary>Gets the status of a name in a directory, of a link its own.</summary>
    public static FileError GetStatusOf(SafeFileHandle directory, string name, out FileStatus status) =>
        GetStatus(directory, name, SymlinkNoFollow, out status);

    public static FileError Read(SafeFileHandle file, long offset, Span<byte> buffer, out int count)
    {
        fixed (byte* bytes = buffer)
        {
            nint read = pread(file, bytes, (nuint)buffer.Length, offset);
            count = (int)Math.Max(0, read);
            return read >= 0 ? FileError.None : LastError();
        }
    }

    public static FileError Write(SafeFileHandle file, long offset, ReadOnlySpan<byte> content, out int count)
    {
        fixed (byte* bytes = content)
        {
            nint written = pwrite(file, bytes, (nuint)content.Length, offset);
            count = (int)Math.Max(0, written);
            return written >= 0 ? FileError.None : LastError();
        }
    }

    public static FileError Append(SafeFileHandle file, ReadOnlySpan<byte> content, out int count)
    {
        fixed (byte* bytes = content)
        {
            IoVector vector = new() { Base = bytes, Length = (nuint)content.Length };
            nint written = pwritev2(file, &vector, 1, 0, AppendWrite);
            count = (int)Math.Max(0, written);
            return written >= 0 ? FileError.None : LastError();
        }
    }

    public static FileError SetLength(SafeFileHandle file, long length) => Result(ftruncate(file, length));

    public static FileError Flush(SafeFileHandle handle) => Result(fsync(handle));

    /// <summary>Sets the times of what is open.</summary>
    public static FileError SetTimes(SafeFileHandle handle, FileTimes times)
    {
        TimeSpec* values = stackalloc TimeSpec[] { TimeSpec.Of(times.Accessed), TimeSpec.Of(times.Written) };
        return Result(futimens(handle, values));
    }

    /// <summary>Sets the times of a name in a directory, of a link its own.</summary>
    public static FileError SetTimesOf(SafeFileHandle directory, string name, FileTimes times)
    {
        TimeSpec* values = stackalloc TimeSpec[] { TimeSpec.Of(times.Accessed), TimeSpec.Of(times.Written) };
        return Result(utimensat(directory, name, values, SymlinkNoFollow));
    }

    public static FileError CreateDirectory(SafeFileHandle directory, string name) => Result(mkdirat(directory, name, AllRights));

    public static FileError RemoveDirectory(SafeFileHandle directory, string name) =>
        Result(unlinkat(directory, name, RemoveDirectoryFlag));

    public static FileError RemoveFile(SafeFileHandle directory, string name) => Result(unlinkat(directory, name, 0));

    public static FileError Rename(SafeFileHandle directory, string name, SafeFileHandle target, string targetName) =>
        Result(renameat(directory, name, target, targetName));

    public static FileError Link(SafeFileHandle directory, string name, SafeFileHandle target, string targetName) =>
        Result(linkat(directory, name, target, targetName, 0));

    public static FileError CreateLink(string link, SafeFileHandle directory, string name) => Result(symlinkat(link, directory, name));

    public static FileError ReadLink(SafeFileHandle directory, string name, out string link)
    {
        Span<byte> buffer = stackalloc byte[FilePath.MaxBytes + 1];
        link = "";
        nint length;
        fixed (byte* bytes = buffer)
        {
            length = readlinkat(directory, name, bytes, (nuint)buffer.Length);
        }

        if (length < 0)
        {
            return LastError();
        }

        if (length > FilePath.MaxBytes)
        {
            return FileError.NameTooLong;
        }

        link = Encoding.UTF8.GetString(buffer[..(int)length]);
        return FileError.None;
    }

    /// <summary>Reads entries of an open directory from a position; of none at the end.</summary>
    public static FileError ReadEntries(SafeFileHandle directory, long position, Span<byte> buffer, out int length)
    {
        length = 0;
        if (lseek(directory, position, 0) < 0)
        {
            return LastError();
        }

        fixed (byte* bytes = buffer)
        {
            long read = syscall(GetDirectoryEntries, directory, bytes, (void*)buffer.Length, 0);
            length = (int)Math.Max(0, read);

            // A directory that was removed has no entries, not even itself.
            return read >= 0 || Marshal.GetLastPInvokeError() == ENOENT ? FileError.None : LastError();
        }
    }

    /// <summary>Gets where an open directory lies, as the kernel sees it.</summary>
    public static string? PathOf(SafeFileHandle directory)
    {
        string own = $"/proc/self/fd/{directory.DangerousGetHandle()}";
        return new FileInfo(own).LinkTarget;
    }

    private static FileError GetStatus(SafeFileHandle directory, string name, int flags, out FileStatus status)
    {
        StatusBuffer buffer = default;
        if (statx(directory, name, flags, BasicStatus, &buffer) != 0)
        {
            status = default;
            return LastError();
        }

        FileKind kind = (buffer.Mode & 0xF000) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Directory,
            0xA000 => FileKind.Link,
            _ => FileKind.Other,
        };
        status = new FileStatus(
            kind,
            buffer.Inode,
            (long)buffer.Size,
            buffer.LinkCount,
            buffer.Access.Nanoseconds,
            buffer.Modification.Nanoseconds,
            buffer.Change.Nanoseconds);
        return FileError.None;
    }

    private static ReadOnlySpan<byte> Terminated(string path, Span<byte> buffer)
    {
        int length = Encoding.UTF8.GetBytes(path, buffer[..^1]);
        buffer[length] = 0;
        return buffer[..(length + 1)];
    }

    private static FileError Result(int result) => result == 0 ? FileError.None : LastError();

    private static FileError LastError() => ErrorOf(Marshal.GetLastPInvokeError());

    private static FileError ErrorOf(int number) => number switch
    {
        1 or 13 => FileError.Denied, // EPERM, EACCES
        ENOENT => FileError.NotFound,
        6 or 19 or 95 => FileError.Denied, // ENXIO, ENODEV, EOPNOTSUPP: a FIFO without a reader, a device, a socket
        9 => FileError.ReadOnly, // EBADF: opened for something else
        16 or 26 => FileError.Busy, // EBUSY, ETXTBSY
        17 => FileError.Exists, // EEXIST
        18 => FileError.Escapes, // EXDEV
        20 => FileError.NotADirectory, // ENOTDIR
        21 => FileError.IsADirectory, // EISDIR
        22 => FileError.Invalid, // EINVAL
        23 or 24 => FileError.TooManyOpen, // ENFILE, EMFILE
        27 => FileError.TooLarge, // EFBIG
        28 or 122 => FileError.NoSpace, // ENOSPC, EDQUOT
        30 => FileError.ReadOnly, // EROFS
        31 => FileError.TooManyLinks, // EMLINK
        36 => FileError.NameTooLong, // ENAMETOOLONG
        39 => FileError.NotEmpty, // ENOTEMPTY
        40 => FileError.TooManyLinks, // ELOOP
        _ => FileError.Failed,
    };

    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    private struct IoVector
    {
        public byte* Base;
        public nuint Length;
    }

    private struct TimeSpec
    {
        public long Seconds;
        public long Fraction;

        public static TimeSpec Of(long? nanoseconds)
        {
            if (nanoseconds is not { } value)
            {
                return new TimeSpec { Fraction = LeaveTime };
            }

            long fraction = ((value % 1_000_000_000) + 1_000_000_000) % 1_000_000_000;
            return new TimeSpec { Seconds = (value - fraction) / 1_000_000_000, Fraction = fraction };
        }
    }

    /// <summary>A time of <c>struct statx</c>.</summary>
    private struct StatusTime
    {
        public long Seconds;
        public uint Fraction;
        public int Reserved;

        /// <summary>Gets the nanoseconds since 1970; the nearest that there are for a time before 1678 or after 2261.</summary>
        public readonly long Nanoseconds =>
            (long)Int128.Clamp(((Int128)Seconds * 1_000_000_000) + Fraction, long.MinValue, long.MaxValue);
    }

    /// <summary>The <c>struct statx</c> of the kernel, which is the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatusBuffer
    {
        [FieldOffset(16)]
        public uint LinkCount;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(64)]
        public StatusTime Access;

        [FieldOffset(96)]
        public StatusTime Change;

        [FieldOffset(112)]
        public StatusTime Modification;
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial long syscall(long number, SafeFileHandle handle, byte* path, void* third, nuint fourth);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle directory, string path, int flags, uint mask, StatusBuffer* buffer);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint pread(SafeFileHandle file, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint pwrite(SafeFileHandle file, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint pwritev2(SafeFileHandle file, IoVector* vectors, int count, long offset, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ftruncate(SafeFileHandle file, long length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport("libc", SetLastError = true)]
    private static partial long lseek(SafeFileHandle file, long offset, int whence);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int futimens(SafeFileHandle handle, TimeSpec* times);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int utimensat(SafeFileHandle directory, string name, TimeSpec* times, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkdirat(SafeFileHandle directory, string name, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlinkat(SafeFileHandle directory, string name, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat(SafeFileHandle directory, string name, SafeFileHandle target, string targetName);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int linkat(SafeFileHandle directory, string name, SafeFileHandle target, string targetName, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int symlinkat(string link, SafeFileHandle directory, string name);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint readlinkat(SafeFileHandle directory, string name, byte* buffer, nuint size);
}
