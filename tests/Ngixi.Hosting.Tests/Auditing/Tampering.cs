namespace Ngixi.Hosting.Tests.Auditing;

/// <summary>Changes a file as someone may who has it: each seed makes another change, and the same seed the same.</summary>
internal static class Tampering
{
    /// <summary>Makes a change.</summary>
    /// <param name="file">The file.</param>
    /// <param name="seed">Which change.</param>
    /// <returns>What was done, and the file that came of it, which differs.</returns>
    public static (string What, byte[] File) Change(byte[] file, int seed)
    {
        Random random = new(seed);
        while (true)
        {
            List<byte[]> lines = AuditFixture.LinesOf(file);
            (string what, byte[] changed) = random.Next(10) switch
            {
                0 => ("a byte was changed", WithByte(file, random)),
                1 => ("a bit was changed", WithBit(file, random)),
                2 => ("bytes were removed", WithoutBytes(file, random)),
                3 => ("bytes were put in", WithBytes(file, random)),
                4 => ("lines were removed", Removed(lines, random)),
                5 => ("two lines were swapped", Swapped(lines, random)),
                6 => ("a line was moved", Moved(lines, random)),
                7 => ("a line was put in twice", Doubled(lines, random)),
                8 => ("the end was cut off at a byte", file[..random.Next(file.Length)]),
                _ => ("the end was cut off at a line", Join(lines.Take(random.Next(lines.Count)))),
            };
            if (!changed.AsSpan().SequenceEqual(file))
            {
                return (what, changed);
            }
        }
    }

    /// <summary>Gets the number of the first line that differs.</summary>
    public static int FirstDifference(byte[] file, byte[] changed) =>
        file.AsSpan(0, file.AsSpan().CommonPrefixLength(changed)).Count((byte)'\n') + 1;

    public static byte[] Join(IEnumerable<byte[]> lines) => [.. lines.SelectMany(line => line)];

    private static byte[] WithByte(byte[] file, Random random)
    {
        byte[] changed = [.. file];
        changed[random.Next(file.Length)] = (byte)random.Next(256);
        return changed;
    }

    private static byte[] WithBit(byte[] file, Random random)
    {
        byte[] changed = [.. file];
        changed[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
        return changed;
    }

    private static byte[] WithoutBytes(byte[] file, Random random)
    {
        int start = random.Next(file.Length);
        return [.. file[..start], .. file[(start + random.Next(Math.Min(500, file.Length - start) + 1))..]];
    }

    private static byte[] WithBytes(byte[] file, Random random)
    {
        int at = random.Next(file.Length + 1);
        byte[] more = new byte[random.Next(1, 20)];
        random.NextBytes(more);
        return [.. file[..at], .. more, .. file[at..]];
    }

    private static byte[] Removed(List<byte[]> lines, Random random)
    {
        int start = random.Next(lines.Count);
        lines.RemoveRange(start, random.Next(1, Math.Min(5, lines.Count - start) + 1));
        return Join(lines);
    }

    private static byte[] Swapped(List<byte[]> lines, Random random)
    {
        (int one, int other) = (random.Next(lines.Count), random.Next(lines.Count));
        (lines[one], lines[other]) = (lines[other], lines[one]);
        return Join(lines);
    }

    private static byte[] Moved(List<byte[]> lines, Random random)
    {
        int from = random.Next(lines.Count);
        byte[] line = lines[from];
        lines.RemoveAt(from);
        lines.Insert(random.Next(lines.Count + 1), line);
        return Join(lines);
    }

    private static byte[] Doubled(List<byte[]> lines, Random random)
    {
        lines.Insert(random.Next(lines.Count + 1), lines[random.Next(lines.Count)]);
        return Join(lines);
    }
}
