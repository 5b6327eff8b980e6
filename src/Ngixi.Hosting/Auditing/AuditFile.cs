using Ngixi.Hosting.Modules;

namespace Ngixi.Hosting.Auditing;

/// <summary>Writes lines to a file, and to the next when it is full. Whatever fails, the file ends with a whole line.</summary>
internal sealed class AuditFile : AuditSink
{
    private readonly string path;
    private readonly long maxBytes;
    private readonly TimeSpan maxAge;

    // While it is held, the file that is brought to the disk is not closed.
    private readonly Lock flushing = new();
    private readonly FileStream only;
    private FileStream? file;

    // Of whole lines: what a write that failed left behind them is cut off.
    private long length;
    private bool isTorn;
    private long firstLine;
    private DateTimeOffset began;

    /// <summary>Opens an audit, to be continued where it ends.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">How large it may be.</param>
    /// <param name="maxAge">How old its first line may be.</param>
    /// <exception cref="InvalidDataException">What it ends with is no line of an audit.</exception>
    /// <exception cref="IOException">It cannot be opened, or another process writes it.</exception>
    public AuditFile(string path, long maxBytes, TimeSpan maxAge)
    {
        this.path = path;
        this.maxBytes = maxBytes;
        this.maxAge = maxAge;
        OwnFiles.CreateDirectory(Path.GetDirectoryName(path)!);

        // A file that is not shared cannot be read either, on some systems: another says that this one is written.
        only = OwnFiles.OpenOrCreate(path + ".lock", FileShare.None);
        try
        {
            file = OwnFiles.OpenOrCreate(path, FileShare.Read);
            State = ReadState(file);
        }
        catch
        {
            file?.Dispose();
            only.Dispose();
            throw;
        }
    }

    public override AuditState State { get; }

    public override bool IsFull(int bytes, DateTimeOffset now) =>
        length > 0 && (length + bytes > maxBytes || now - began >= maxAge);

    public override string BeginNext()
    {
        string full = AuditFiles.NameOf(path, firstLine);
        lock (flushing)
        {
            if (file is not null)
            {
                Mend();
                RandomAccess.FlushToDisk(file.SafeFileHandle);
                file.Dispose();
                file = null;
            }

            // Where the name is changed and then no file can be made, the next line makes it.
            File.Move(path, full, overwrite: false);
            (length, isTorn) = (0, false);
        }

        return Path.GetFileName(full);
    }

    public override void Write(ReadOnlySpan<byte> line, long number, DateTimeOffset time)
    {
        file ??= OwnFiles.OpenOrCreate(path, FileShare.Read);
        Mend();
        try
        {
            RandomAccess.Write(file.SafeFileHandle, line, length);
        }
        catch
        {
            isTorn = true;
            Mend();
            throw;
        }

        if (length == 0)
        {
            (firstLine, began) = (number, time);
        }

        length += line.Length;
    }

    public override void Flush()
    {
        lock (flushing)
        {
            if (file is not null)
            {
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }
        }
    }

    public override void Dispose()
    {
        lock (flushing)
        {
            file?.Dispose();
            file = null;
        }

        only.Dispose();
        base.Dispose();
    }

    private AuditState ReadState(FileStream current)
    {
        byte[] torn = AuditFiles.ReadEnd(current, out AuditLine? last);
        length = current.Length - torn.Length;
        isTorn = torn.Length > 0;
        if (last is not null)
        {
            string log = FirstOf(current, out AuditLine first);
            (firstLine, began) = (first.Number, first.Time);
            return new AuditState(log, last.Number, last.Sha256, torn);
        }

        if (AuditFiles.FullOf(path) is not [.., var full])
        {
            return AuditState.New() with { Torn = torn };
        }

        using FileStream before = new(full, FileMode.Open, FileAccess.Read, FileShare.Read);
        byte[] rest = AuditFiles.ReadEnd(before, out last);
        return last is not null && rest.Length == 0
            ? new AuditState(FirstOf(before, out _), last.Number, last.Sha256, torn)
            : throw new InvalidDataException($"The file '{full}' of the audit does not end with a whole line. Verify it, and put it away.");
    }

    private static string FirstOf(FileStream file, out AuditLine first)
    {
        file.Position = 0;
        LineReader reader = new(file);
        reader.Read(out ReadOnlySpan<byte> line, out _);
        return AuditLine.Read(line) is { } read && AuditFiles.LogOf(line) is { } log
            ? (first = read, log).log
            : throw new InvalidDataException(
                $"The first line of the audit '{file.Name}' was changed, or is none. Verify it, and put it away: nothing follows it.");
    }

    /// <summary>Cuts off what a write that failed left.</summary>
    private void Mend()
    {
        if (isTorn)
        {
            RandomAccess.SetLength(file!.SafeFileHandle, length);
            isTorn = false;
        }
    }
}
