using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Capabilities;

/// <summary>
/// The writes of one namespace that are accepted and not yet made: the last of each key. Some wait, and some are on their way to the
/// store. For any number of threads.
/// </summary>
internal sealed class WriteBuffer(KeyValueNamespace space, EventualKeyValueOptions options)
{
    private readonly Lock one = new();
    private readonly Dictionary<string, BufferedWrite> waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BufferedWrite> underWay = new(StringComparer.Ordinal);
    private long bytes;
    private long lost;
    private string why = "";
    private bool isClosed;

    public KeyValueNamespace Space { get; } = space;

    /// <summary>Gets what lets one writer at a time have the store, so that a key's writes are made in their order.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Gets or sets whether the store could not make the last writes, which is logged once.</summary>
    public bool IsFailing { get; set; }

    /// <summary>Gets or sets what runs when a write begins to wait.</summary>
    public ITimer? Timer { get; set; }

    /// <summary>Finds the last write of a key that is not yet made.</summary>
    public bool TryFind(string key, [NotNullWhen(true)] out BufferedWrite? write)
    {
        lock (one)
        {
            return waiting.TryGetValue(key, out write) || underWay.TryGetValue(key, out write);
        }
    }

    /// <summary>Adds a write in place of one of its key that waits.</summary>
    /// <returns>False where the buffer is full.</returns>
    public bool TryAdd(BufferedWrite write)
    {
        lock (one)
        {
            ObjectDisposedException.ThrowIf(isClosed, typeof(EventualKeyValueStore));
            waiting.TryGetValue(write.Key, out BufferedWrite? before);
            int keys = waiting.Count + underWay.Count + (before is null ? 1 : 0);
            long size = bytes + write.Size - (before?.Size ?? 0);
            if (keys > options.MaxKeys || size > options.MaxBytes)
            {
                return false;
            }

            waiting[write.Key] = write;
            bytes = size;
            if (waiting.Count == 1 && before is null)
            {
                Arm();
            }

            return true;
        }
    }

    /// <summary>Puts all that waits on its way. Who asks has the turn.</summary>
    public BufferedWrite[] Depart()
    {
        lock (one)
        {
            foreach ((string key, BufferedWrite write) in waiting)
            {
                underWay.Add(key, write);
            }

            waiting.Clear();
            return [.. underWay.Values];
        }
    }

    /// <summary>Forgets a write that was made, or lost.</summary>
    /// <param name="write">The write.</param>
    /// <param name="reason">Why it is lost; null where it was made.</param>
    public void Arrive(BufferedWrite write, string? reason = null)
    {
        lock (one)
        {
            underWay.Remove(write.Key);
            bytes -= write.Size;
            if (reason is not null)
            {
                lost++;
                why = reason;
            }
        }
    }

    /// <summary>Gets what is on its way and did not arrive.</summary>
    public BufferedWrite[] UnderWay()
    {
        lock (one)
        {
            return [.. underWay.Values];
        }
    }

    /// <summary>Lets what did not arrive wait again, unless its key has a later write by now.</summary>
    public void ComeBack()
    {
        lock (one)
        {
            foreach ((string key, BufferedWrite write) in underWay)
            {
                if (!waiting.TryAdd(key, write))
                {
                    bytes -= write.Size;
                }
            }

            underWay.Clear();
            Arm();
        }
    }

    /// <summary>Has what waits handed over when half of the window is over.</summary>
    public void TryAgain()
    {
        lock (one)
        {
            Arm();
        }
    }

    /// <summary>Tells once that writes were lost.</summary>
    public void ThrowIfLost()
    {
        lock (one)
        {
            if (lost > 0)
            {
                long count = lost;
                lost = 0;
                throw new KeyValueException(KeyValueError.Lost, $"{count} earlier writes could not be made: {why}");
            }
        }
    }

    /// <summary>Accepts no more.</summary>
    public void Close()
    {
        lock (one)
        {
            isClosed = true;
        }

        Timer?.Dispose();
    }

    private void Arm()
    {
        if (!isClosed && waiting.Count > 0)
        {
            Timer?.Change(options.LossWindow / 2, Timeout.InfiniteTimeSpan);
        }
    }
}
