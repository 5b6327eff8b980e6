using System.Runtime.InteropServices;

namespace Ngixi.Hosting.Diagnostics;

/// <summary>Which place in the source each place in a module's bytes is of.</summary>
internal sealed class PositionTable
{
    /// <summary>More entries than any compiler makes of a module that a host takes: 16 MiB of them.</summary>
    public const int MaxEntries = 1024 * 1024;

    private const int NoFile = -1;

    private readonly List<Entry> entries = [];
    private readonly IReadOnlyList<string> files;
    private bool isOrdered = true;

    /// <param name="files">The files of the source, which may still grow.</param>
    public PositionTable(IReadOnlyList<string> files) => this.files = files;

    /// <summary>Adds that a place, and what is behind it until the next, is of a place in the source.</summary>
    /// <param name="offset">Where in the module's bytes.</param>
    /// <param name="file">The index of the file; -1 where nothing is known from here on.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="column">The column, from 1; 0 for none.</param>
    /// <exception cref="FormatException">There are too many.</exception>
    public void Add(uint offset, int file = NoFile, int line = 0, int column = 0)
    {
        if (entries.Count == MaxEntries)
        {
            throw new FormatException($"It has more than {MaxEntries:N0} entries.");
        }

        isOrdered &= entries.Count == 0 || entries[^1].Offset <= offset;
        entries.Add(new Entry(offset, file, line, column));
    }

    /// <summary>Puts the entries in order, after the last was added.</summary>
    public PositionTable Complete()
    {
        if (!isOrdered)
        {
            // Entries of one place keep their order: the last of them counts.
            Entry[] ordered = [.. entries.OrderBy(entry => entry.Offset)];
            entries.Clear();
            entries.AddRange(ordered);
        }

        entries.TrimExcess();
        return this;
    }

    /// <summary>Finds the place in the source.</summary>
    /// <param name="offset">Where in the module's bytes.</param>
    /// <param name="functionStart">Where the function begins: what is before it says nothing of it.</param>
    public SourcePosition? Find(long offset, long functionStart)
    {
        int low = 0;
        int high = entries.Count;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            (low, high) = CollectionsMarshal.AsSpan(entries)[middle].Offset <= offset ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && entries[low - 1] is { File: >= 0 } entry && entry.Offset >= functionStart && entry.File < files.Count
            ? new SourcePosition(files[entry.File], entry.Line, entry.Column)
            : null;
    }

    private readonly record struct Entry(uint Offset, int File, int Line, int Column);
}
