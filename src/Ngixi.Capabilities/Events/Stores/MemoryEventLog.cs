using System.Runtime.InteropServices;

namespace Ngixi.Capabilities;

/// <summary>The events of a topic in memory, by sequence. They are added at the end, and most are removed at the beginning.</summary>
internal sealed class MemoryEventLog
{
    private const int FewRemoved = 64;

    // In the order of sequences; a removed one has no row until there are too many.
    private readonly List<(ulong Sequence, EventRow? Row)> rows = [];
    private int begin;
    private int removed;

    public void Add(EventRow row) => rows.Add((row.Sequence, row));

    /// <summary>Finds the first event from a sequence on.</summary>
    public EventRow? First(ulong from)
    {
        for (int index = IndexOf(from); index < rows.Count; index++)
        {
            if (rows[index].Row is { } row)
            {
                return row;
            }
        }

        return null;
    }

    public void Remove(ulong sequence)
    {
        CollectionsMarshal.AsSpan(rows)[IndexOf(sequence)].Row = null;
        removed++;
        while (begin < rows.Count && rows[begin].Row is null)
        {
            begin++;
        }

        if (removed > FewRemoved && removed > rows.Count / 2)
        {
            rows.RemoveAll(entry => entry.Row is null);
            (begin, removed) = (0, 0);
        }
    }

    /// <summary>Finds where a sequence is, or the next one after it.</summary>
    private int IndexOf(ulong sequence)
    {
        (int low, int high) = (begin, rows.Count);

        // Without gaps, it is as far from the first as their sequences are.
        if (low < high && sequence >= rows[low].Sequence && sequence - rows[low].Sequence < (ulong)(high - low)
            && rows[low + (int)(sequence - rows[low].Sequence)].Sequence == sequence)
        {
            return low + (int)(sequence - rows[low].Sequence);
        }

        while (low < high)
        {
            int middle = (low + high) >>> 1;
            (low, high) = rows[middle].Sequence < sequence ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
