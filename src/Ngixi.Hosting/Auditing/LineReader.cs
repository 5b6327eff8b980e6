namespace Ngixi.Hosting.Auditing;

/// <summary>Reads lines that end with a line feed, and says whether the last one does.</summary>
internal sealed class LineReader(Stream stream, int maxBytes = AuditLine.MaxBytes)
{
    private byte[] buffer = new byte[16 * 1024];
    private int start;
    private int end;
    private int scanned;

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, without its end, until the next is read.</param>
    /// <param name="isWhole">Whether it has an end. One that is too long is cut, and has none.</param>
    /// <returns>False at the end.</returns>
    public bool Read(out ReadOnlySpan<byte> line, out bool isWhole)
    {
        while (true)
        {
            int length = buffer.AsSpan(start + scanned, end - start - scanned).IndexOf((byte)'\n') + scanned;
            isWhole = length >= scanned;
            if (isWhole)
            {
                line = buffer.AsSpan(start, length);
                start += length + 1;
                scanned = 0;
                return true;
            }

            scanned = end - start;
            if (scanned >= maxBytes || !Fill())
            {
                line = buffer.AsSpan(start, scanned);
                start = end;
                scanned = 0;
                return line.Length > 0;
            }
        }
    }

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, 2 * buffer.Length);
        }

        int read = stream.Read(buffer.AsSpan(end));
        end += read;
        return read > 0;
    }
}
