using System.Text;
using Ngixi.Hosting.Modules;

namespace Ngixi.Hosting.Auditing;

/// <summary>Appends anchors to a file, each at once on the disk.</summary>
internal sealed class AnchorFile : IDisposable
{
    private readonly FileStream file;
    private long length;

    /// <summary>Opens the anchors of an audit.</summary>
    /// <param name="path">Their file.</param>
    /// <param name="state">Where the audit ends.</param>
    /// <exception cref="InvalidDataException">They are of another audit, or of lines that it does not have.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public AnchorFile(string path, AuditState state)
    {
        OwnFiles.CreateDirectory(Path.GetDirectoryName(path)!);
        file = OwnFiles.OpenOrCreate(path, FileShare.Read);
        try
        {
            RequireEndOf(state);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Gets the anchor that was there last; null for none.</summary>
    public AuditAnchor? Last { get; private set; }

    public void Write(string anchor)
    {
        byte[] line = Encoding.UTF8.GetBytes(anchor + "\n");

        // At its place: what an earlier write left in part is written over, and cut off.
        RandomAccess.Write(file.SafeFileHandle, line, length);
        RandomAccess.SetLength(file.SafeFileHandle, length + line.Length);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        length += line.Length;
    }

    public void Dispose() => file.Dispose();

    private void RequireEndOf(AuditState state)
    {
        LineReader reader = new(file);
        while (reader.Read(out ReadOnlySpan<byte> line, out bool isWhole))
        {
            if (isWhole)
            {
                length += line.Length + 1;
                Last = AuditAnchor.Read(line, null, out _) ?? throw Refused("has a line that is no anchor");
            }
        }

        if (Last is not null && Last.Log != state.Log)
        {
            throw Refused("has anchors of another audit: the one that they are of may have been removed");
        }

        if (Last is not null && (Last.Lines > state.Lines || (Last.Lines == state.Lines && Last.Sha256 != state.Sha256)))
        {
            throw Refused($"says that the audit has {Last.Lines} lines, which it has not: it ends at line {state.Lines} with another hash");
        }
    }

    private InvalidDataException Refused(string problem) =>
        new($"The file of anchors '{file.Name}' {problem}. Verify the audit, and put both away: nothing follows them.");
}
