namespace Ngixi.Capabilities;

/// <summary>A file in memory: pages, of which those that are zero need not be there.</summary>
internal sealed class TreeFile(ulong inode, long now) : TreeNode(inode, now)
{
    private const int PageSize = 4_096;

    private readonly List<byte[]?> pages = [];
    private long length;

    public override FileKind Kind => FileKind.File;

    public override long Length => length;

    /// <summary>Gets or sets how many have it open.</summary>
    public int Openings { get; set; }

    /// <summary>Reads what is there, up to the end.</summary>
    public int Read(long offset, Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, Math.Max(0, length - offset));
        for (int done = 0; done < count;)
        {
            (int page, int at) = ((int)((offset + done) / PageSize), (int)((offset + done) % PageSize));
            Span<byte> part = buffer.Slice(done, Math.Min(count - done, PageSize - at));
            if (pages[page] is { } bytes)
            {
                bytes.AsSpan(at, part.Length).CopyTo(part);
            }
            else
            {
                part.Clear();
            }

            done += part.Length;
        }

        return count;
    }

    /// <summary>Writes within the length.</summary>
    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        for (int done = 0; done < bytes.Length;)
        {
            (int page, int at) = ((int)((offset + done) / PageSize), (int)((offset + done) % PageSize));
            ReadOnlySpan<byte> part = bytes.Slice(done, Math.Min(bytes.Length - done, PageSize - at));
            part.CopyTo((pages[page] ??= new byte[PageSize]).AsSpan(at));
            done += part.Length;
        }
    }

    /// <summary>Cuts the file, or adds zeros.</summary>
    public void SetLength(long value)
    {
        int count = (int)((value + PageSize - 1) / PageSize);
        if (count < pages.Count)
        {
            pages.RemoveRange(count, pages.Count - count);
        }

        while (pages.Count < count)
        {
            pages.Add(null);
        }

        // What is cut must not come back when the file grows again.
        if (value < length && value % PageSize is > 0 and long kept)
        {
            pages[^1]?.AsSpan((int)kept).Clear();
        }

        length = value;
    }
}
