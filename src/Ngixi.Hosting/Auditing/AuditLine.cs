using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ngixi.Hosting.Auditing;

/// <summary>
/// The bytes of a line: <c>{"line":7,"time":"…","previous":"…","event":"…",…,"sha256":"…"}</c>. The hash is that of all bytes before it,
/// up to the comma, and of these the hash of the line before is a part.
/// </summary>
/// <param name="Number">The number of the line, from 1.</param>
/// <param name="Time">Its time.</param>
/// <param name="Previous">The hash of the line before.</param>
/// <param name="Sha256">Its own.</param>
internal sealed record AuditLine(long Number, DateTimeOffset Time, string Previous, string Sha256)
{
    /// <summary>The bytes that a line has at most. A writer keeps far below.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The hash before the first line.</summary>
    public static readonly string NoHash = new('0', HashLength);

    private const int HashLength = 64;
    private const int TimeLength = 28;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly SearchValues<byte> HashDigits = SearchValues.Create("0123456789abcdef"u8);

    private static ReadOnlySpan<byte> Begin => "{\"line\":"u8;

    private static ReadOnlySpan<byte> BeforeTime => ",\"time\":\""u8;

    private static ReadOnlySpan<byte> BeforePrevious => "\",\"previous\":\""u8;

    private static ReadOnlySpan<byte> BeforeEvent => "\",\"event\":\""u8;

    private static ReadOnlySpan<byte> BeforeHash => ",\"sha256\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>Writes a line, with the end of line.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="time">Its time.</param>
    /// <param name="previous">The hash of the line before.</param>
    /// <param name="entry">Its own fields, as an object of JSON that begins with <c>event</c>.</param>
    /// <param name="sha256">Its hash.</param>
    public static byte[] Write(long number, DateTimeOffset time, string previous, ReadOnlySpan<byte> entry, out string sha256)
    {
        string at = time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        string start = string.Create(
            CultureInfo.InvariantCulture, $$"""{"line":{{number}},"time":"{{at}}","previous":"{{previous}}",""");
        ReadOnlySpan<byte> own = entry[1..^1];
        int signed = start.Length + own.Length;
        byte[] line = new byte[signed + BeforeHash.Length + HashLength + End.Length + 1];
        Encoding.ASCII.GetBytes(start, line);
        own.CopyTo(line.AsSpan(start.Length));
        sha256 = Convert.ToHexStringLower(SHA256.HashData(line.AsSpan(0, signed)));
        Span<byte> rest = line.AsSpan(signed);
        BeforeHash.CopyTo(rest);
        Encoding.ASCII.GetBytes(sha256, rest[BeforeHash.Length..]);
        End.CopyTo(rest[(BeforeHash.Length + HashLength)..]);
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="bytes">Its bytes, without the end of line.</param>
    /// <returns>The line; null where it is none, or its hash is not of its bytes.</returns>
    public static AuditLine? Read(ReadOnlySpan<byte> bytes)
    {
        int signed = bytes.Length - BeforeHash.Length - HashLength - End.Length;
        if (signed <= 0 || !bytes[signed..].StartsWith(BeforeHash) || !bytes.EndsWith(End))
        {
            return null;
        }

        ReadOnlySpan<byte> hash = bytes.Slice(signed + BeforeHash.Length, HashLength);
        ReadOnlySpan<byte> rest = bytes[..signed];
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rest, actual);
        string sha256 = Convert.ToHexStringLower(actual);
        return hash.SequenceEqual(Encoding.ASCII.GetBytes(sha256))
            && Skip(ref rest, Begin)
            && Utf8Parser.TryParse(rest, out long number, out int digits)
            && rest[0] is >= (byte)'1' and <= (byte)'9'
            && Skip(ref rest, digits) && Skip(ref rest, BeforeTime)
            && ReadTime(rest) is { } time && Skip(ref rest, TimeLength) && Skip(ref rest, BeforePrevious)
            && rest.Length > HashLength && !rest[..HashLength].ContainsAnyExcept(HashDigits)
            && rest[HashLength..].StartsWith(BeforeEvent)
            ? new AuditLine(number, time, Encoding.ASCII.GetString(rest[..HashLength]), sha256)
            : null;
    }

    private static DateTimeOffset? ReadTime(ReadOnlySpan<byte> text) =>
        text.Length >= TimeLength
        && DateTimeOffset.TryParseExact(
            Encoding.ASCII.GetString(text[..TimeLength]),
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time)
            ? time
            : null;

    private static bool Skip(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> text) => rest.StartsWith(text) && Skip(ref rest, text.Length);

    private static bool Skip(ref ReadOnlySpan<byte> rest, int count)
    {
        rest = rest[count..];
        return true;
    }
}
