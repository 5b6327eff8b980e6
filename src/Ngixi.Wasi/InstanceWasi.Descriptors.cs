using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using Ngixi.Capabilities;

namespace Ngixi.Wasi;

/// <content>What is done with descriptors.</content>
internal sealed partial class InstanceWasi
{
    // They are copied: what is read into a guest's memory may be written over them.
    private const int MaxVectors = 1_024;
    private const uint VectorSize = 8;
    private const uint DescriptorStatusSize = 24;
    private const uint FileStatusSize = 64;
    private const int EntryHeader = 24;
    private const int EntriesAtATime = 64;

    /// <summary>The first position of a directory is 0, and the cookies 0 and 1 are those of <c>.</c> and <c>..</c>.</summary>
    private const ulong OwnEntries = 2;

    private readonly List<FileEntry> entries = [];
    private long outputCall;
    private long outputBytes;
    private int inputPosition;

    public WasiError FdAdvise(uint fd, ulong offset, ulong length, uint advice)
    {
        WasiError error = FindFile(fd, WasiRights.Advise, out _);
        return error != WasiError.Success ? error
            : advice > 5 || offset > long.MaxValue || length > long.MaxValue - offset ? WasiError.Invalid
            : WasiError.Success;
    }

    public WasiError FdAllocate(uint fd, ulong offset, ulong length)
    {
        WasiError error = FindToWrite(fd, WasiRights.Allocate, out Descriptor descriptor);
        if (error != WasiError.Success)
        {
            return error;
        }

        if (length == 0 || offset > long.MaxValue || length > long.MaxValue - offset)
        {
            return WasiError.Invalid;
        }

        FileError failed = descriptor.File!.GetStatus(out FileStatus status);
        long end = (long)(offset + length);
        return WasiErrors.Of(failed != FileError.None || end <= status.Length ? failed : descriptor.File.SetLength(end));
    }

    public WasiError FdClose(uint fd)
    {
        WasiError error = Find(fd, WasiRights.None, out _);
        if (error == WasiError.Success)
        {
            descriptors.Close(fd);
        }

        return error;
    }

    public WasiError FdDatasync(uint fd) => Flush(fd, WasiRights.Datasync);

    public WasiError FdSync(uint fd) => Flush(fd, WasiRights.Sync);

    public WasiError FdFdstatGet(uint fd, uint status)
    {
        WasiError error = Find(fd, WasiRights.None, out Descriptor descriptor);
        if (error != WasiError.Success)
        {
            return error;
        }

        Span<byte> bytes = context.WriteMemory(status, DescriptorStatusSize);
        bytes.Clear();
        bytes[0] = (byte)descriptor.Type;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], descriptor.Flags);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], (ulong)descriptor.Rights);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], (ulong)descriptor.Inheriting);
        return WasiError.Success;
    }

    public WasiError FdFdstatSetFlags(uint fd, uint flags)
    {
        WasiError error = Find(fd, WasiRights.SetFlags, out Descriptor descriptor);
        if (error != WasiError.Success)
        {
            return error;
        }

        if (flags > Descriptor.AllFlags)
        {
            return WasiError.Invalid;
        }

        descriptor.Flags = (ushort)flags;
        return WasiError.Success;
    }

    public WasiError FdFdstatSetRights(uint fd, ulong rights, ulong inheriting)
    {
        WasiError error = Find(fd, WasiRights.None, out Descriptor descriptor);
        return error != WasiError.Success ? error
            : descriptor.TryKeep((WasiRights)rights, (WasiRights)inheriting) ? WasiError.Success
            : WasiError.NotCapable;
    }

    public WasiError FdFilestatGet(uint fd, uint status)
    {
        WasiError error = Find(fd, WasiRights.Status, out Descriptor descriptor);
        if (error != WasiError.Success)
        {
            return error;
        }

        FileStatus known = default;
        if (descriptor.Node is { } node && node.GetStatus(out known) is not FileError.None and var failed)
        {
            return WasiErrors.Of(failed);
        }

        WriteStatus(status, known, descriptor.Type, descriptor.Device);
        return WasiError.Success;
    }

    public WasiError FdFilestatSetSize(uint fd, ulong size)
    {
        WasiError error = FindToWrite(fd, WasiRights.SetSize, out Descriptor descriptor);
        return error != WasiError.Success ? error
            : size > long.MaxValue ? WasiError.Invalid
            : WasiErrors.Of(descriptor.File!.SetLength((long)size));
    }

    public WasiError FdFilestatSetTimes(uint fd, ulong accessed, ulong written, uint flags)
    {
        WasiError error = Find(fd, WasiRights.SetTimes, out Descriptor descriptor);
        return error != WasiError.Success ? error
            : descriptor.Node is null ? WasiError.BadDescriptor
            : TryReadTimes(accessed, written, flags, out FileTimes times) ? WasiErrors.Of(descriptor.Node.SetTimes(times))
            : WasiError.Invalid;
    }

    public WasiError FdPread(uint fd, uint iovs, uint iovsCount, ulong offset, uint read)
    {
        WasiError error = FindToRead(fd, out Descriptor descriptor);
        return error != WasiError.Success ? error
            : descriptor.File is null ? WasiError.NoSeek
            : offset > long.MaxValue ? WasiError.Invalid
            : Read(descriptor, iovs, iovsCount, (long)offset, read, out _);
    }

    public WasiError FdRead(uint fd, uint iovs, uint iovsCount, uint read)
    {
        WasiError error = FindToRead(fd, out Descriptor descriptor);
        if (error == WasiError.Success)
        {
            error = Read(descriptor, iovs, iovsCount, descriptor.Offset, read, out uint count);
            descriptor.Offset += count;
        }

        return error;
    }

    public WasiError FdPwrite(uint fd, uint iovs, uint iovsCount, ulong offset, uint written)
    {
        WasiError error = FindToWrite(fd, WasiRights.Write, out Descriptor descriptor);
        return error != WasiError.Success ? error
            : descriptor.File is null ? WasiError.NoSeek
            : offset > long.MaxValue ? WasiError.Invalid
            : Write(descriptor, iovs, iovsCount, (long)offset, written, out _);
    }

    public WasiError FdWrite(uint fd, uint iovs, uint iovsCount, uint written)
    {
        WasiError error = FindToWrite(fd, WasiRights.Write, out Descriptor descriptor);
        if (error != WasiError.Success)
        {
            return error;
        }

        bool isAtEnd = (descriptor.Flags & Descriptor.Append) != 0;
        error = Write(descriptor, iovs, iovsCount, isAtEnd ? null : descriptor.Offset, written, out uint count);
        if (!isAtEnd)
        {
            descriptor.Offset += count;
        }
        else if (count > 0 && descriptor.File?.GetStatus(out FileStatus status) == FileError.None)
        {
            descriptor.Offset = status.Length;
        }

        return error;
    }

    public WasiError FdPrestatGet(uint fd, uint prestat)
    {
        if (descriptors.Find(fd)?.MountPath is not { } path)
        {
            return WasiError.BadDescriptor;
        }

        // The first four bytes say that it is a directory, which is number 0.
        WriteUInt64(prestat, (ulong)Encoding.UTF8.GetByteCount(path) << 32);
        return WasiError.Success;
    }

    public WasiError FdPrestatDirName(uint fd, uint path, uint pathLength)
    {
        if (descriptors.Find(fd)?.MountPath is not { } mount)
        {
            return WasiError.BadDescriptor;
        }

        int length = Encoding.UTF8.GetByteCount(mount);
        if (pathLength < length)
        {
            return WasiError.NameTooLong;
        }

        Encoding.UTF8.GetBytes(mount, context.WriteMemory(path, (uint)length));
        return WasiError.Success;
    }

    public WasiError FdReaddir(uint fd, uint buffer, uint bufferLength, ulong cookie, uint used)
    {
        WasiError error = FindDirectory(fd, WasiRights.ReadDirectory, out Descriptor descriptor);
        if (error != WasiError.Success)
        {
            return error;
        }

        Span<byte> space = context.WriteMemory(buffer, Math.Min(bufferLength, int.MaxValue));
        int written = 0;
        if (cookie < OwnEntries)
        {
            FileError failed = descriptor.Directory!.GetStatus(out FileStatus status);
            if (failed != FileError.None)
            {
                return WasiErrors.Of(failed);
            }

            if (cookie == 0)
            {
                written += WriteEntry(space, new FileEntry(".", FileKind.Directory, status.Inode, 0), 1);
            }

            written += WriteEntry(space[written..], new FileEntry("..", FileKind.Directory, 0, 0), OwnEntries);
            cookie = OwnEntries;
        }

        while (written < space.Length)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            entries.Clear();
            FileError failed = cookie - OwnEntries > long.MaxValue
                ? FileError.Invalid
                : descriptor.Directory!.List((long)(cookie - OwnEntries), EntriesIn(space.Length - written), entries);
            if (failed != FileError.None)
            {
                return WasiErrors.Of(failed);
            }

            if (entries.Count == 0)
            {
                break;
            }

            foreach (FileEntry entry in entries)
            {
                cookie = (ulong)entry.Next + OwnEntries;
                written += WriteEntry(space[written..], entry, cookie);
            }
        }

        WriteUInt32(used, (uint)written);
        return WasiError.Success;
    }

    public WasiError FdRenumber(uint fd, uint to)
    {
        if (descriptors.Find(fd) is null || descriptors.Find(to) is null)
        {
            return WasiError.BadDescriptor;
        }

        descriptors.Renumber(fd, to);
        return WasiError.Success;
    }

    public WasiError FdSeek(uint fd, long offset, uint whence, uint newOffset)
    {
        WasiError error = Find(fd, WasiRights.Seek, out Descriptor descriptor);
        if (error != WasiError.Success)
        {
            return error;
        }

        if (descriptor.File is null)
        {
            return descriptor.Directory is null ? WasiError.NoSeek : WasiError.BadDescriptor;
        }

        long start = 0;
        switch (whence)
        {
            case 0:
                break;
            case 1:
                start = descriptor.Offset;
                break;
            case 2 when descriptor.File.GetStatus(out FileStatus status) is var failed:
                if (failed != FileError.None)
                {
                    return WasiErrors.Of(failed);
                }

                start = status.Length;
                break;
            default:
                return WasiError.Invalid;
        }

        if ((offset < 0 && start < -offset) || (offset > 0 && offset > long.MaxValue - start) || offset == long.MinValue)
        {
            return WasiError.Invalid;
        }

        descriptor.Offset = start + offset;
        WriteUInt64(newOffset, (ulong)descriptor.Offset);
        return WasiError.Success;
    }

    public WasiError FdTell(uint fd, uint offset)
    {
        WasiError error = Find(fd, WasiRights.Tell, out Descriptor descriptor);
        if (error != WasiError.Success)
        {
            return error;
        }

        if (descriptor.File is null)
        {
            return descriptor.Directory is null ? WasiError.NoSeek : WasiError.BadDescriptor;
        }

        WriteUInt64(offset, (ulong)descriptor.Offset);
        return WasiError.Success;
    }

    private static bool IsInput(Descriptor descriptor) => descriptor.Node is null && descriptor.Writer is null;

    private WasiError Flush(uint fd, WasiRights right)
    {
        WasiError error = Find(fd, right, out Descriptor descriptor);
        if (error != WasiError.Success)
        {
            return error;
        }

        descriptor.Writer?.Flush();
        return WasiErrors.Of(descriptor.Node?.Flush() ?? FileError.None);
    }

    private WasiError FindToRead(uint fd, out Descriptor descriptor)
    {
        WasiError error = Find(fd, WasiRights.Read, out descriptor);
        return error != WasiError.Success ? error
            : IsInput(descriptor) || (descriptor.File is not null && descriptor.Rights.HasFlag(WasiRights.Read)) ? WasiError.Success
            : WasiError.BadDescriptor;
    }

    private WasiError FindToWrite(uint fd, WasiRights right, out Descriptor descriptor)
    {
        WasiError error = Find(fd, right, out descriptor);
        return error != WasiError.Success ? error
            : descriptor.Directory is null && descriptor.Rights.HasFlag(WasiRights.Write)
                && (right == WasiRights.Write || descriptor.File is not null) ? WasiError.Success
            : WasiError.BadDescriptor;
    }

    [SkipLocalsInit]
    private WasiError Read(Descriptor descriptor, uint iovs, uint iovsCount, long offset, uint read, out uint total)
    {
        total = 0;
        Span<byte> vectors = stackalloc byte[(int)(MaxVectors * VectorSize)];
        if (!TryCopyVectors(iovs, iovsCount, vectors))
        {
            return WasiError.Invalid;
        }

        WasiError error = WasiError.Success;
        for (int i = 0; i < iovsCount; i++)
        {
            (uint pointer, uint length) = Vector(vectors, i);
            Span<byte> buffer = context.WriteMemory(pointer, Math.Min(length, int.MaxValue - total), $"{nameof(iovs)}[{i}]");
            int count;
            if (descriptor.File is { } file)
            {
                error = WasiErrors.Of(file.Read(offset + total, buffer, out count));
            }
            else
            {
                count = ReadInput(buffer);
            }

            total += (uint)count;
            if (error != WasiError.Success || count < buffer.Length)
            {
                break;
            }
        }

        return Ended(error, total, read);
    }

    [SkipLocalsInit]
    private WasiError Write(Descriptor descriptor, uint iovs, uint iovsCount, long? offset, uint written, out uint total)
    {
        total = 0;
        Span<byte> vectors = stackalloc byte[(int)(MaxVectors * VectorSize)];
        if (!TryCopyVectors(iovs, iovsCount, vectors))
        {
            return WasiError.Invalid;
        }

        WasiError error = WasiError.Success;
        for (int i = 0; i < iovsCount; i++)
        {
            (uint pointer, uint length) = Vector(vectors, i);
            ReadOnlySpan<byte> bytes = context.ReadMemory(pointer, Math.Min(length, int.MaxValue - total), $"{nameof(iovs)}[{i}]");
            int count;
            if (descriptor.File is { } file)
            {
                error = WasiErrors.Of(offset is { } place ? file.Write(place + total, bytes, out count) : file.Append(bytes, out count));
            }
            else
            {
                error = WriteOutput(descriptor.Writer!, bytes, out count);
            }

            total += (uint)count;
            if (error != WasiError.Success || count < bytes.Length)
            {
                break;
            }
        }

        if (error == WasiError.Success && (descriptor.Flags & (Descriptor.DataSync | Descriptor.Sync)) != 0)
        {
            error = WasiErrors.Of(descriptor.Node?.Flush() ?? FileError.None);
        }

        return Ended(error, total, written);
    }

    /// <summary>What was done before an error counts, and the error comes with the next call.</summary>
    private WasiError Ended(WasiError error, uint total, uint result)
    {
        if (error != WasiError.Success && total == 0)
        {
            return error;
        }

        WriteUInt32(result, total);
        return WasiError.Success;
    }

    private int ReadInput(Span<byte> buffer)
    {
        ReadOnlySpan<byte> left = grant.Input.Span[inputPosition..];
        int count = Math.Min(left.Length, buffer.Length);
        left[..count].CopyTo(buffer);
        inputPosition += count;
        return count;
    }

    private WasiError WriteOutput(WasiWriter writer, ReadOnlySpan<byte> bytes, out int count)
    {
        if (outputCall != context.CallNumber)
        {
            outputCall = context.CallNumber;
            outputBytes = 0;
        }

        count = (int)Math.Min(bytes.Length, grant.MaxOutputBytes - outputBytes);
        outputBytes += count;

        // Copied: who takes a line may call the guest, whose memory may move then.
        byte[] copy = ArrayPool<byte>.Shared.Rent(count);
        bytes[..count].CopyTo(copy);
        writer.Write(copy.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(copy);
        return count > 0 || bytes.IsEmpty ? WasiError.Success : WasiError.Quota;
    }

    private void WriteStatus(uint pointer, in FileStatus status, WasiFileType type, ulong device)
    {
        Span<byte> bytes = context.WriteMemory(pointer, FileStatusSize, "status");
        bytes.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, device);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], status.Inode);
        bytes[16] = (byte)type;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], status.Links);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[32..], (ulong)status.Length);

        // Times of WASI begin with 1970.
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[40..], (ulong)Math.Max(0, status.Accessed));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[48..], (ulong)Math.Max(0, status.Written));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[56..], (ulong)Math.Max(0, status.Changed));
    }

    /// <summary>Gets how many entries to list for so many bytes: those that could be in them, and the one that is cut off.</summary>
    private static int EntriesIn(int bytes) => Math.Min(EntriesAtATime, (bytes / (EntryHeader + 1)) + 1);

    /// <summary>Writes an entry, or as much of it as there is room for: a guest sees by that, that there is more.</summary>
    private static int WriteEntry(Span<byte> space, in FileEntry entry, ulong next)
    {
        Span<byte> bytes = stackalloc byte[EntryHeader + 1_024];
        bytes[..EntryHeader].Clear();
        int length = Encoding.UTF8.GetBytes(entry.Name, bytes[EntryHeader..]);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, next);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], entry.Inode);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], (uint)length);
        bytes[20] = (byte)WasiFileTypes.Of(entry.Kind);
        int count = Math.Min(EntryHeader + length, space.Length);
        bytes[..count].CopyTo(space);
        return count;
    }

    /// <summary>Copies the vectors of a call; false when there are more than a call takes.</summary>
    private bool TryCopyVectors(uint iovs, uint count, Span<byte> vectors)
    {
        if (count > MaxVectors)
        {
            return false;
        }

        context.ReadMemory(iovs, count * VectorSize).CopyTo(vectors);
        return true;
    }

    private static (uint Pointer, uint Length) Vector(ReadOnlySpan<byte> vectors, int index)
    {
        ReadOnlySpan<byte> vector = vectors[(index * (int)VectorSize)..];
        return (BinaryPrimitives.ReadUInt32LittleEndian(vector), BinaryPrimitives.ReadUInt32LittleEndian(vector[4..]));
    }
}
