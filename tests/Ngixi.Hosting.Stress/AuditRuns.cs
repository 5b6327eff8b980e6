using System.Diagnostics;
using System.Globalization;
using Ngixi.Hosting.Auditing;

namespace Ngixi.Hosting.Stress;

/// <summary>Audits whose process is killed while it writes, or whose disk is full.</summary>
internal static class AuditRuns
{
    private const int KillsOfAnAudit = 20;
    private const int MostLines = 20_000;

    private static readonly AuditOptions Options = new()
    {
        MaxFileBytes = 512 * 1024,
        AnchorEvery = 50,
        FlushInterval = TimeSpan.FromMilliseconds(1),
    };

    /// <summary>Kills writers of an audit, one after the other, each of which continues what the one before left.</summary>
    public static async Task<int> KillAsync(int count, int seed)
    {
        string folder = Directory.CreateTempSubdirectory("ngixi-audit-").FullName;
        (int torn, int failures, long lines, int files) = (0, 0, 0, 0);
        long before = 0;
        Console.WriteLine($"seed {seed}");
        for (int i = 0; i < count; i++)
        {
            string audit = Path.Combine(folder, $"audit-{i / KillsOfAnAudit}", "audit.jsonl");
            long said = await WriteAndKillAsync(audit, new Random(seed + i).Next(1, 40));
            AuditVerification found = GuestAudit.Verify(audit);

            // A kill may come between a line and its anchor, and the next one before the anchor that is due at once then.
            bool isAnchored = found.LastLine - found.AnchoredLine <= Options.AnchorEvery + 2;
            bool isGood = found.Fault is null && found.LastLine > before + said && isAnchored;
            failures += isGood ? 0 : 1;
            torn += found.TornBytes > 0 ? 1 : 0;
            if (!isGood)
            {
                Console.WriteLine($"seed {seed + i}, {said} lines were written after {before}: {found}");
            }

            before = found.LastLine;

            // The last of an audit: what it left is continued once more, and closed.
            if ((i + 1) % KillsOfAnAudit == 0 || i == count - 1)
            {
                GuestAudit.ToFile(audit, Options).Dispose();
                AuditVerification closed = GuestAudit.Verify(audit);
                failures += closed.IsIntact && closed.AnchoredLine == closed.LastLine ? 0 : 1;
                (lines, before) = (lines + closed.LastLine, 0);
                files += Directory.GetFiles(Path.GetDirectoryName(audit)!, "*.jsonl").Length;
            }
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine(failures == 0
            ? $"{count} writers were killed: each left an audit that is good up to its last whole line "
                + $"({lines} lines in {files} files, {torn} torn)."
            : $"{failures} audits are bad.");
        return failures == 0 ? 0 : 1;
    }

    /// <summary>Writes lines on two threads, and says now and then how many are written, until it is killed.</summary>
    public static int Write(string path)
    {
        using GuestAudit audit = GuestAudit.ToFile(path, Options);
        int written = 0;
        Thread[] threads = [.. Enumerable.Range(0, 2).Select(thread => new Thread(() =>
        {
            for (int i = 0; i < MostLines; i++)
            {
                audit.Write(AuditEntry.Of("tried", json =>
                {
                    json.WriteNumber("thread", thread);

                    // Some are long, so that a writer is ended in the middle of one, too.
                    json.WriteString("text", new string('x', i % 20 == 19 ? 200_000 : i % 700));
                }));
                int number = Interlocked.Increment(ref written);
                if (number % 20 == 0)
                {
                    Console.WriteLine(number);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return 0;
    }

    /// <summary>Writes lines until the disk takes no more, and says what is left: whole lines.</summary>
    public static int Fill(string path)
    {
        using GuestAudit audit = GuestAudit.ToFile(path, Options with { MaxFileBytes = long.MaxValue });
        int lines = 1;
        while (lines < MostLines && audit.Write(AuditEntry.Of("tried", json => json.WriteNumber("number", lines))))
        {
            lines++;
        }

        Console.WriteLine($"problem {audit.Problem}");
        AuditVerification found = GuestAudit.Verify(path);
        Console.WriteLine(found);
        bool isGood = audit.Problem is not null && !audit.IsWritable() && found.IsIntact && found.LastLine == lines;
        Console.WriteLine(isGood ? $"The disk was full after {lines} lines, and all of them are whole." : $"{lines} lines were written.");
        return isGood ? 0 : 1;
    }

    /// <returns>The lines that it said are written.</returns>
    private static async Task<long> WriteAndKillAsync(string audit, int steps)
    {
        using Process writer = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(AuditRuns).Assembly.Location, "audit", "write", audit])
        {
            RedirectStandardOutput = true,
        })!;
        string? said = null;
        for (int i = 0; i < steps && await writer.StandardOutput.ReadLineAsync() is { } line; i++)
        {
            said = line;
        }

        writer.Kill();
        await writer.WaitForExitAsync();
        return said is null ? long.MaxValue : long.Parse(said, CultureInfo.InvariantCulture);
    }
}
