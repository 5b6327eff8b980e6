using System.Text;
using Ngixi.Capabilities;

namespace Ngixi.Wasi;

/// <content>What is done with paths.</content>
internal sealed partial class InstanceWasi
{
    private const uint FollowLinks = 1;
    private const uint OpenCreate = 1;
    private const uint OpenDirectory = 2;
    private const uint OpenExclusive = 4;
    private const uint OpenTruncate = 8;

    public WasiError PathCreateDirectory(uint fd, uint path, uint pathLength)
    {
        WasiError error = FindPath(fd, WasiRights.CreateDirectory, path, pathLength, out IGuestDirectory directory, out string text);
        return error != WasiError.Success ? error : WasiErrors.Of(directory.CreateDirectory(text));
    }

    public WasiError PathFilestatGet(uint fd, uint flags, uint path, uint pathLength, uint status)
    {
        WasiError error = FindPath(fd, WasiRights.PathStatus, path, pathLength, out IGuestDirectory directory, out string text);
        if (error != WasiError.Success)
        {
            return error;
        }

        FileError failed = directory.GetStatus(text, (flags & FollowLinks) != 0, out FileStatus known);
        if (failed != FileError.None)
        {
            return WasiErrors.Of(failed);
        }

        WriteStatus(status, known, WasiFileTypes.Of(known.Kind), descriptors.Find(fd)!.Device);
        return WasiError.Success;
    }

    public WasiError PathFilestatSetTimes(
        uint fd, uint flags, uint path, uint pathLength, ulong accessed, ulong written, uint timeFlags)
    {
        WasiError error = FindPath(fd, WasiRights.PathSetTimes, path, pathLength, out IGuestDirectory directory, out string text);
        return error != WasiError.Success ? error
            : !TryReadTimes(accessed, written, timeFlags, out FileTimes times) ? WasiError.Invalid
            : WasiErrors.Of(directory.SetTimes(text, (flags & FollowLinks) != 0, times));
    }

    public WasiError PathLink(
        uint fd, uint flags, uint path, uint pathLength, uint targetFd, uint targetPath, uint targetPathLength)
    {
        WasiError error = FindPath(fd, WasiRights.LinkSource, path, pathLength, out IGuestDirectory directory, out string text);
        if (error != WasiError.Success)
        {
            return error;
        }

        error = FindPath(
            targetFd, WasiRights.LinkTarget, targetPath, targetPathLength, out IGuestDirectory target, out string targetText);
        return error != WasiError.Success ? error
            : (flags & FollowLinks) != 0 ? WasiError.Invalid
            : WasiErrors.Of(directory.Link(text, target, targetText));
    }

    public WasiError PathOpen(
        uint fd, uint lookup, uint path, uint pathLength, uint opening, ulong rights, ulong inheriting, uint flags, uint opened)
    {
        WasiError error = FindPath(fd, WasiRights.Open, path, pathLength, out IGuestDirectory directory, out string text);
        if (error != WasiError.Success)
        {
            return error;
        }

        Descriptor parent = descriptors.Find(fd)!;
        if (opening > (OpenCreate | OpenDirectory | OpenExclusive | OpenTruncate) || flags > Descriptor.AllFlags)
        {
            return WasiError.Invalid;
        }

        WasiRights asked = (WasiRights)rights & (WasiRights.Read | WasiRights.Write);
        if (((opening & OpenTruncate) != 0 && parent.Dropped.HasFlag(WasiRights.PathSetSize))
            || ((opening & OpenCreate) != 0 && parent.Dropped.HasFlag(WasiRights.CreateFile))
            || (asked & parent.DroppedInheriting) != 0)
        {
            return WasiError.NotCapable;
        }

        FileOpening how = (asked.HasFlag(WasiRights.Read) ? FileOpening.Read : 0)
            | (asked.HasFlag(WasiRights.Write) ? FileOpening.Write : 0)
            | ((opening & OpenCreate) != 0 ? FileOpening.Create : 0)
            | ((opening & (OpenCreate | OpenExclusive)) == (OpenCreate | OpenExclusive) ? FileOpening.Exclusive : 0)
            | ((opening & OpenTruncate) != 0 ? FileOpening.Truncate : 0)
            | ((opening & OpenDirectory) != 0 ? FileOpening.Directory : 0)
            | ((lookup & FollowLinks) == 0 ? FileOpening.NoFollow : 0);
        FileError failed = directory.Open(text, how, out IGuestNode? node);
        if (failed != FileError.None)
        {
            return WasiErrors.Of(failed);
        }

        WriteUInt32(opened, descriptors.Add(parent.Of(node!, (WasiRights)rights, (WasiRights)inheriting, (ushort)flags)));
        return WasiError.Success;
    }

    public WasiError PathReadlink(uint fd, uint path, uint pathLength, uint buffer, uint bufferLength, uint used)
    {
        WasiError error = FindPath(fd, WasiRights.ReadLink, path, pathLength, out IGuestDirectory directory, out string text);
        if (error != WasiError.Success)
        {
            return error;
        }

        FileError failed = directory.ReadLink(text, out string target);
        if (failed != FileError.None)
        {
            return WasiErrors.Of(failed);
        }

        ReadOnlySpan<byte> utf8 = Encoding.UTF8.GetBytes(target);
        utf8 = utf8[..(int)Math.Min((uint)utf8.Length, bufferLength)];
        utf8.CopyTo(context.WriteMemory(buffer, (uint)utf8.Length));
        WriteUInt32(used, (uint)utf8.Length);
        return WasiError.Success;
    }

    public WasiError PathRemoveDirectory(uint fd, uint path, uint pathLength)
    {
        WasiError error = FindPath(fd, WasiRights.RemoveDirectory, path, pathLength, out IGuestDirectory directory, out string text);
        return error != WasiError.Success ? error : WasiErrors.Of(directory.RemoveDirectory(text));
    }

    public WasiError PathRename(uint fd, uint path, uint pathLength, uint targetFd, uint targetPath, uint targetPathLength)
    {
        WasiError error = FindPath(fd, WasiRights.RenameSource, path, pathLength, out IGuestDirectory directory, out string text);
        if (error != WasiError.Success)
        {
            return error;
        }

        error = FindPath(
            targetFd, WasiRights.RenameTarget, targetPath, targetPathLength, out IGuestDirectory target, out string targetText);
        return error != WasiError.Success ? error : WasiErrors.Of(directory.Rename(text, target, targetText));
    }

    public WasiError PathSymlink(uint target, uint targetLength, uint fd, uint path, uint pathLength)
    {
        WasiError error = FindPath(fd, WasiRights.Symlink, path, pathLength, out IGuestDirectory directory, out string text);
        if (error != WasiError.Success)
        {
            return error;
        }

        error = ReadText(target, targetLength, out string link);
        return error != WasiError.Success ? error : WasiErrors.Of(directory.CreateLink(text, link));
    }

    public WasiError PathUnlinkFile(uint fd, uint path, uint pathLength)
    {
        WasiError error = FindPath(fd, WasiRights.RemoveFile, path, pathLength, out IGuestDirectory directory, out string text);
        return error != WasiError.Success ? error : WasiErrors.Of(directory.RemoveFile(text));
    }

    /// <summary>Reads times to set.</summary>
    /// <returns>False when the flags contradict each other, or a time is after 2262.</returns>
    private bool TryReadTimes(ulong accessed, ulong written, uint flags, out FileTimes times)
    {
        const uint Access = 1;
        const uint AccessNow = 2;
        const uint Write = 4;
        const uint WriteNow = 8;
        long now = (long)Now(Realtime);
        times = new FileTimes(
            (flags & AccessNow) != 0 ? now : (flags & Access) != 0 ? (long)accessed : null,
            (flags & WriteNow) != 0 ? now : (flags & Write) != 0 ? (long)written : null);
        return flags <= (Access | AccessNow | Write | WriteNow)
            && (flags & (Access | AccessNow)) != (Access | AccessNow)
            && (flags & (Write | WriteNow)) != (Write | WriteNow)
            && !(times.Accessed < 0)
            && !(times.Written < 0);
    }
}
