using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Ngixi.Hosting.Auditing;
using Ngixi.Hosting.Health;

namespace Ngixi.Hosting;

/// <summary>
/// An audit: a line of JSON for each module that is loaded or refused, each instance that starts and ends, each denial, failure and
/// replacement. Each line has the hash of the line before, so that none can be changed, removed or moved unseen; anchors say how many
/// there are, so that an end that is cut off is seen, too. Set it in <see cref="GuestEngineOptions.Audit"/>.
/// </summary>
/// <remarks>For any number of threads. One process writes a file at a time. The engine that has it closes it.</remarks>
public sealed partial class GuestAudit : IDisposable
{
    // What could not be written is kept for when it can be, and beyond that counted.
    private const int MaxKept = 1_000;

    private readonly Lock gate = new();
    private readonly AuditSink sink;
    private readonly string log;
    private readonly AnchorFile? anchorFile;
    private readonly FloodCounts floods;
    private readonly ITimer timer;
    private readonly Queue<(DateTimeOffset Time, byte[] Entry)> kept = new();
    private long lines;
    private string sha256;
    private long lost;

    // The file before, while the first line of the next is not written.
    private string? continued;
    private long anchoredLines;
    private DateTimeOffset anchoredAt;
    private bool isAnchorDue;
    private volatile bool isDirty;
    private volatile string? problem;
    private int ticking;
    private bool isClosed;

    private GuestAudit(AuditSink sink, string? anchorFile, AuditOptions options)
    {
        Options = options;
        this.sink = sink;
        AuditState state = sink.State;
        (log, lines, sha256) = (state.Log, state.Lines, state.Sha256);
        floods = new FloodCounts(options.FloodLimit, options.FloodInterval, options.Time);
        try
        {
            this.anchorFile = anchorFile is null ? null : new AnchorFile(Path.GetFullPath(anchorFile), state);
        }
        catch
        {
            sink.Dispose();
            throw;
        }

        // What a process left without an anchor gets one at once, however short each process lives, and whatever its clock said.
        anchoredLines = this.anchorFile?.Last?.Lines ?? 0;
        anchoredAt = anchoredLines == lines ? options.Time.GetUtcNow() : default;
        Write(Opened(state));
        timer = options.Time.CreateTimer(_ => Tick(), null, options.FlushInterval, options.FlushInterval);
    }

    /// <summary>Gets how it is kept.</summary>
    public AuditOptions Options { get; }

    /// <summary>Gets why it cannot be written now; null while it can be.</summary>
    public string? Problem => problem;

    private bool HasAnchors => anchorFile is not null || Options.Anchored is not null;

    /// <summary>
    /// Writes an audit to a file, which is made if it does not exist, and else continued. Full files are renamed, such as to
    /// <c>audit.000000000001.jsonl</c>, by the number of their first line.
    /// </summary>
    /// <param name="path">The file, such as <c>audit.jsonl</c>.</param>
    /// <param name="options">What it has, and how it is kept.</param>
    /// <returns>The audit.</returns>
    /// <exception cref="InvalidDataException">What the file ends with was changed, or cut off: nothing can follow it.</exception>
    /// <exception cref="IOException">It cannot be opened, or another process writes it.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static GuestAudit ToFile(string path, AuditOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options = (options ?? new AuditOptions()).Checked();
        string full = Path.GetFullPath(path);
        return new GuestAudit(
            new AuditFile(full, options.MaxFileBytes, options.MaxFileAge), options.AnchorFile ?? AnchorFileOf(full), options);
    }

    /// <summary>Writes an audit to a log, each line as a message of the level information. It begins anew with each process.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="options">What it has, and how it is kept.</param>
    /// <returns>The audit.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static GuestAudit ToLogger(ILogger logger, AuditOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(logger);
        return To(line => LogLine(logger, line), options);
    }

    /// <summary>Hands an audit to a function, line by line and one at a time. It begins anew with each process.</summary>
    /// <param name="write">Takes a line, without its end. What it throws means that the line is not written.</param>
    /// <param name="options">What it has, and how it is kept.</param>
    /// <returns>The audit.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static GuestAudit To(Action<string> write, AuditOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(write);
        options = (options ?? new AuditOptions()).Checked();
        return new GuestAudit(new CallbackSink(write), options.AnchorFile, options);
    }

    /// <summary>Verifies an audit: all its files, and the anchors beside it.</summary>
    /// <param name="path">The file that was given to <see cref="ToFile"/>. It may be written while it is verified.</param>
    /// <param name="options">What it is verified against.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static AuditVerification Verify(string path, AuditVerificationOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new AuditVerificationOptions();
        string full = Path.GetFullPath(path);
        string beside = AnchorFileOf(full);
        IReadOnlyList<string> files = AuditFiles.AllOf(full);
        AuditVerification found = files.Count > 0
            ? VerifyFiles(files, options.AnchorFile is null && File.Exists(beside) ? options with { AnchorFile = beside } : options)
            : throw new FileNotFoundException($"There is no audit '{full}'.", full);

        // A file that was full in between has another name, and is looked for again.
        return found.IsIntact || files.SequenceEqual(AuditFiles.AllOf(full)) ? found : Verify(path, options);
    }

    /// <summary>Verifies the files of an audit that are named, in any order.</summary>
    /// <param name="files">The files, with all those between the first and the last.</param>
    /// <param name="options">What they are verified against.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static AuditVerification VerifyFiles(IEnumerable<string> files, AuditVerificationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        options ??= new AuditVerificationOptions();
        return AuditVerifier.Verify([.. files.Select(AuditSource.OfFile)], options);
    }

    /// <summary>Brings what was written to the disk, and anchors it.</summary>
    public void Flush()
    {
        lock (gate)
        {
            if (!isClosed && TryRecover() && Try(sink.Flush) && lines > anchoredLines)
            {
                TryAnchor();
            }
        }
    }

    /// <summary>Closes it with a last line and a last anchor. The engine that has it does so.</summary>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
        {
            if (isClosed)
            {
                return;
            }

            WriteCounts(isEnd: true);
            Write(AuditEntry.Of("log.closed"));
            TryAnchor();
            isClosed = true;
            problem = "it is closed.";
            sink.Dispose();
            anchorFile?.Dispose();
        }
    }

    /// <summary>Gets whether lines can be written and anchored now, after a failure by trying it.</summary>
    internal bool IsWritable()
    {
        lock (gate)
        {
            return problem is null || (!isClosed && TryRecover() && problem is null);
        }
    }

    /// <summary>Writes a line.</summary>
    /// <param name="entry">What it says.</param>
    /// <param name="isKept">Whether it is written later, if it cannot be now.</param>
    /// <returns>Whether it was written.</returns>
    internal bool Write(byte[] entry, bool isKept = true)
    {
        lock (gate)
        {
            if (isClosed)
            {
                return false;
            }

            DateTimeOffset now = Options.Time.GetUtcNow();
            if (TryRecover() && TryAppend(now, entry))
            {
                return true;
            }

            if (isKept)
            {
                Keep(now, entry);
            }

            return false;
        }
    }

    /// <summary>Writes a line of a kind that guests may cause without end, or counts it.</summary>
    internal void Write(FloodKind kind, Func<byte[]> entry)
    {
        WriteCounts(isEnd: false);
        if (floods.Take(kind))
        {
            Write(entry());
        }
    }

    private static string AnchorFileOf(string path) => path + ".anchors";

    [LoggerMessage(30, LogLevel.Information, "{Line}")]
    private static partial void LogLine(ILogger logger, string line);

    private byte[] Opened(AuditState state) => AuditEntry.Of("log.opened", json =>
    {
        json.WriteString("log", log);
        json.WriteString("toolkit", ToolkitVersion.Text);
        json.WriteString("wasmtime", WasmtimeVersion.Managed.ToString());
        json.WriteString("wasmtimeNative", WasmtimeVersion.Native?.ToString());
        json.WriteString("dotnet", Environment.Version.ToString());
        json.WriteString("system", RuntimeInformation.RuntimeIdentifier);
        json.Text("machine", Environment.MachineName);
        json.WriteNumber("process", Environment.ProcessId);
        if (state.Torn.Length > 0)
        {
            json.WriteStartObject("torn");
            json.WriteNumber("bytes", state.Torn.Length);
            json.Text("text", System.Text.Encoding.UTF8.GetString(state.Torn));
            json.WriteEndObject();
        }
    });

    private void Tick()
    {
        if (Interlocked.Exchange(ref ticking, 1) == 1)
        {
            return;
        }

        WriteCounts(isEnd: false);
        if (isDirty)
        {
            // Beside the lines that are being written: it may take long.
            isDirty = false;
            Try(sink.Flush);
        }

        lock (gate)
        {
            DateTimeOffset now = Options.Time.GetUtcNow();
            if (!isClosed && TryRecover() && lines > anchoredLines && now - anchoredAt >= Options.AnchorInterval)
            {
                TryAnchor();
            }
        }

        Volatile.Write(ref ticking, 0);
    }

    private void WriteCounts(bool isEnd)
    {
        foreach ((FloodKind kind, long count) in floods.Next(isEnd, out DateTimeOffset since))
        {
            Write(AuditEntry.Of("counted", json =>
            {
                json.WriteString("of", kind.Event);
                json.Text("module", kind.Module);
                json.Text("case", kind.Case);
                json.WriteNumber("count", count);
                json.WriteString("since", since);
            }));
        }
    }

    private void Keep(DateTimeOffset now, byte[] entry)
    {
        if (kept.Count < MaxKept)
        {
            kept.Enqueue((now, entry));
        }
        else
        {
            lost++;
        }
    }

    /// <summary>After a failure, writes what is left of it.</summary>
    /// <returns>Whether lines can be written.</returns>
    private bool TryRecover()
    {
        if (problem is not { } reason)
        {
            return true;
        }

        if (!Try(sink.Flush))
        {
            return false;
        }

        while (kept.TryPeek(out (DateTimeOffset Time, byte[] Entry) first))
        {
            if (!TryAppend(first.Time, first.Entry))
            {
                return false;
            }

            kept.Dequeue();
        }

        byte[] resumed = AuditEntry.Of("log.resumed", json =>
        {
            json.Text("problem", reason);
            json.WriteNumber("lost", lost);
        });
        if (isAnchorDue && !TryAnchor())
        {
            return true; // Lines can be written, though they have no anchor.
        }

        if (!TryAppend(Options.Time.GetUtcNow(), resumed))
        {
            return false;
        }

        // An anchor that became due by these lines may have failed again.
        problem = isAnchorDue ? problem : null;
        lost = 0;
        return true;
    }

    private bool TryAppend(DateTimeOffset time, byte[] entry) => Try(() =>
    {
        byte[] line = AuditLine.Write(lines + 1, time, sha256, entry, out string own);
        if (continued is null && sink.IsFull(line.Length, time))
        {
            continued = sink.BeginNext();
        }

        if (continued is { } before)
        {
            byte[] first = AuditEntry.Of("file.continued", json =>
            {
                json.WriteString("log", log);
                json.WriteString("before", before);
            });
            byte[] firstLine = AuditLine.Write(lines + 1, time, sha256, first, out string ofFirst);
            Append(time, firstLine, ofFirst);
            continued = null;
            line = AuditLine.Write(lines + 1, time, sha256, entry, out own);
        }

        Append(time, line, own);
        if (HasAnchors && lines - anchoredLines >= Options.AnchorEvery)
        {
            // The line is written, whatever becomes of the anchor.
            TryAnchor();
        }
    });

    private void Append(DateTimeOffset time, byte[] line, string own)
    {
        sink.Write(line, lines + 1, time);
        lines++;
        sha256 = own;
        isDirty = true;
    }

    private bool TryAnchor()
    {
        if (!HasAnchors)
        {
            return true;
        }

        isAnchorDue = true;
        return Try(() =>
        {
            // Lines first: an anchor is never of lines that a loss of power takes away.
            sink.Flush();
            DateTimeOffset now = Options.Time.GetUtcNow();
            string anchor = new AuditAnchor(log, now, lines, sha256).Write(Options.Key);
            anchorFile?.Write(anchor);
            Options.Anchored?.Invoke(anchor);
            (anchoredLines, anchoredAt, isAnchorDue) = (lines, now, false);
        });
    }

    /// <summary>Does something that may fail for any reason of the host's: a disk, or a function of its own.</summary>
    private bool Try(Action write)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception exception)
        {
            problem = exception.Message;
            return false;
        }
    }
}
