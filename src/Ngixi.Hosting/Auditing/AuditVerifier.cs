using System.Text;

namespace Ngixi.Hosting.Auditing;

/// <summary>Finds the first line of an audit that is not as it was written.</summary>
internal sealed class AuditVerifier
{
    private readonly AuditVerificationOptions options;
    private readonly List<AuditAnchor> anchors = [];
    private readonly List<string> remarks = [];
    private AuditLine? last;
    private (long Line, string Sha256) good = (0, "");
    private long firstLine;
    private AuditAnchor? anchor;
    private int anchorCount;
    private int anchorsRead;
    private int tornBytes;
    private string? log;
    private bool isOpen;

    private AuditVerifier(AuditVerificationOptions options) => this.options = options;

    /// <summary>Verifies an audit.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="options">What it is verified against.</param>
    public static AuditVerification Verify(IReadOnlyList<AuditSource> files, AuditVerificationOptions options) =>
        Verify(files, options.AnchorFile is { } file ? AuditSource.OfFile(file) : null, options);

    /// <summary>Verifies an audit.</summary>
    /// <param name="files">Its files.</param>
    /// <param name="anchors">Its anchors; null for none.</param>
    /// <param name="options">What else it is verified against.</param>
    public static AuditVerification Verify(IReadOnlyList<AuditSource> files, AuditSource? anchors, AuditVerificationOptions options)
    {
        AuditVerifier verifier = new(options);
        AuditFault? fault = (anchors is null ? null : verifier.ReadAnchors(anchors)) ?? verifier.Run(InOrder(files));
        return new AuditVerification
        {
            Fault = fault,
            FirstLine = verifier.firstLine,
            LastLine = verifier.good.Line,
            LastSha256 = verifier.good.Sha256,
            AnchoredLine = verifier.anchor?.Lines ?? 0,
            AnchoredAt = verifier.anchor?.Time,
            Anchors = verifier.anchorCount,
            AreSignaturesChecked = options.Key is not null && verifier.anchorCount > 0,
            TornBytes = verifier.tornBytes,
            Remarks = verifier.remarks,
        };
    }

    // By the number of their first line; one without stays in its place behind those that have a smaller one.
    private static AuditSource[] InOrder(IReadOnlyList<AuditSource> files)
    {
        if (files.Count < 2)
        {
            return [.. files];
        }

        long before = 0;
        List<(AuditSource Source, long First)> numbered = [];
        foreach (AuditSource source in files)
        {
            using Stream stream = source.Open();
            before = new LineReader(stream).Read(out ReadOnlySpan<byte> line, out _) && AuditLine.Read(line) is { } first
                ? first.Number
                : before;
            numbered.Add((source, before));
        }

        return [.. numbered.OrderBy(item => item.First).Select(item => item.Source)];
    }

    private AuditFault? ReadAnchors(AuditSource source)
    {
        using Stream stream = source.Open();
        LineReader reader = new(stream);
        for (int number = 1; reader.Read(out ReadOnlySpan<byte> line, out bool isWhole); number++)
        {
            if (!isWhole)
            {
                remarks.Add($"The last anchor was not written to its end, and counts for nothing ({source.Name}:{number}).");
                return null;
            }

            if (AuditAnchor.Read(line, options.Key, out string problem) is not { } read)
            {
                return new AuditFault(source.Name, 0, number, $"The anchor of this line is bad: {problem}.");
            }

            if (anchors.Count > 0 && (read.Lines < anchors[^1].Lines || read.Log != anchors[^1].Log))
            {
                return new AuditFault(source.Name, 0, number, "The anchors do not follow each other, or are of several audits.");
            }

            anchors.Add(read);
        }

        return null;
    }

    private AuditFault? Run(AuditSource[] files)
    {
        for (int i = 0; i < files.Length; i++)
        {
            if (RunFile(files[i], isLast: i == files.Length - 1) is { } fault)
            {
                return fault;
            }
        }

        string name = files.Length == 0 ? "" : files[^1].Name;
        if (anchors.Count > 0 && anchors[^1] is var end && (last is null || end.Lines > last.Number))
        {
            long missing = (last?.Number ?? 0) + 1;
            return new AuditFault(name, missing, 0, $"The end was cut off: an anchor of {end.Time:u} has {end.Lines} lines.");
        }

        if (isOpen)
        {
            remarks.Add("It is being written, or its process ended without closing it.");
        }

        return null;
    }

    private AuditFault? RunFile(AuditSource source, bool isLast)
    {
        using Stream stream = source.Open();
        LineReader reader = new(stream);
        for (long number = 1; reader.Read(out ReadOnlySpan<byte> line, out bool isWhole); number++)
        {
            if (!isWhole && isLast && line.Length < AuditLine.MaxBytes)
            {
                tornBytes = line.Length;
                return null;
            }

            if (ProblemOf(line, isWhole, isFirst: number == 1) is var (problem, at) && problem is not null)
            {
                return new AuditFault(source.Name, at, number, problem);
            }
        }

        return null;
    }

    private (string? Problem, long Line) ProblemOf(ReadOnlySpan<byte> line, bool isWhole, bool isFirst)
    {
        long due = (last?.Number ?? 0) + 1;
        if (!isWhole || AuditLine.Read(line) is not { } read)
        {
            return ("It was changed: its SHA-256 is not that of its bytes, or it is no line of an audit.", due);
        }

        if (last is null && !options.MayBeginLater && read.Number != 1)
        {
            return ($"It is missing: the first line that is there is {read.Number}.", 1);
        }

        if (last is not null && read.Number != due)
        {
            return (read.Number > due
                ? $"It is missing, or was moved: line {read.Number} stands in its place."
                : $"It is missing, or was moved: line {read.Number} stands here once more.", due);
        }

        if (read.Previous != (last?.Sha256 ?? (read.Number == 1 ? AuditLine.NoHash : read.Previous)))
        {
            return ($"It does not follow line {due - 1}: that has another SHA-256. One of both was replaced.", due);
        }

        if (ProblemOfBegin(line, read, isFirst) is { } problem)
        {
            return (problem, read.Number);
        }

        if (last is null)
        {
            firstLine = read.Number;
        }

        last = read;
        if (ProblemOfAnchor(read) is { } replaced)
        {
            good = anchor is null ? (0, "") : (anchor.Lines, anchor.Sha256);
            return (replaced, (anchor?.Lines ?? firstLine - 1) + 1);
        }

        good = (read.Number, read.Sha256);
        return (null, read.Number);
    }

    private string? ProblemOfAnchor(AuditLine line)
    {
        for (; anchorsRead < anchors.Count && anchors[anchorsRead] is var next && next.Lines <= line.Number; anchorsRead++)
        {
            // Of lines before the first that is there nothing can be said.
            if (next.Lines < line.Number)
            {
                continue;
            }

            if (next.Sha256 != line.Sha256)
            {
                return $"One of the lines {(anchor?.Lines ?? firstLine - 1) + 1} to {next.Lines} was replaced, and those after it written "
                    + $"anew: the anchor of line {next.Lines} has another SHA-256.";
            }

            anchor = next;
            anchorCount++;
        }

        return null;
    }

    /// <summary>Looks at lines by which a process or a file begins, and at the last of a process.</summary>
    private string? ProblemOfBegin(ReadOnlySpan<byte> line, AuditLine read, bool isFirst)
    {
        ReadOnlySpan<byte> own = line[(line.IndexOf("\"event\":\""u8) + "\"event\":\""u8.Length)..];
        bool isOpened = own.StartsWith("log.opened\""u8);
        if (isOpened || own.StartsWith("file.continued\""u8))
        {
            string? name = AuditFiles.LogOf(line);
            log ??= name;
            if (name != log || name is null)
            {
                return "It begins another audit.";
            }

            if (anchors.Count > 0 && anchors[0].Log != name)
            {
                return "It is of another audit than the anchors.";
            }
        }
        else if (isFirst)
        {
            return "A file cannot begin with it: lines before it are missing.";
        }

        if (isOpened && isOpen)
        {
            remarks.Add($"A process ended before line {read.Number} without closing the audit.");
        }

        if (isOpened && line.IndexOf(",\"torn\":{"u8) >= 0)
        {
            remarks.Add($"Line {read.Number} says what was left of a line before it, which was not written to its end.");
        }

        isOpen = !own.StartsWith("log.closed\""u8);
        return null;
    }
}
