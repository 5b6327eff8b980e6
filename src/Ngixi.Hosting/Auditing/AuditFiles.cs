using System.Globalization;
using System.Text.Json;

namespace Ngixi.Hosting.Auditing;

/// <summary>The files of an audit: <c>audit.jsonl</c>, and before it those that were full, <c>audit.000000000001.jsonl</c>.</summary>
internal static class AuditFiles
{
    private const int Digits = 12;

    /// <summary>Gets the name of a full file.</summary>
    /// <param name="path">The file that is written.</param>
    /// <param name="firstLine">The number of its first line.</param>
    public static string NameOf(string path, long firstLine)
    {
        string number = firstLine.ToString($"D{Digits}", CultureInfo.InvariantCulture);
        return Path.Combine(
            Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)}.{number}{Path.GetExtension(path)}");
    }

    /// <summary>Gets the full files, the oldest first.</summary>
    public static IReadOnlyList<string> FullOf(string path)
    {
        string start = $"{Path.GetFileNameWithoutExtension(path)}.";
        string extension = Path.GetExtension(path);
        DirectoryInfo folder = new(Path.GetDirectoryName(path)!);
        return folder.Exists
            ? [.. folder.EnumerateFiles()
                .Select(file => file.Name)
                .Where(name => name.StartsWith(start, StringComparison.Ordinal)
                    && name.EndsWith(extension, StringComparison.Ordinal)
                    && name.Length >= start.Length + Digits + extension.Length
                    && !name.AsSpan(start.Length, name.Length - start.Length - extension.Length).ContainsAnyExceptInRange('0', '9'))
                .OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)
                .Select(name => Path.Combine(folder.FullName, name))]
            : [];
    }

    /// <summary>Gets all files, the oldest first; that which is written last, if it exists.</summary>
    public static IReadOnlyList<string> AllOf(string path) => File.Exists(path) ? [.. FullOf(path), path] : FullOf(path);

    /// <summary>Reads the last line of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="last">The line; null where there is no whole one.</param>
    /// <returns>The bytes behind it.</returns>
    /// <exception cref="InvalidDataException">It is no line of an audit.</exception>
    public static byte[] ReadEnd(FileStream file, out AuditLine? last)
    {
        byte[] tail = new byte[Math.Min(file.Length, 2 * AuditLine.MaxBytes)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        int end = tail.AsSpan().LastIndexOf((byte)'\n');
        last = null;
        if (end >= 0)
        {
            int start = tail.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
            last = AuditLine.Read(tail.AsSpan(start, end - start)) ?? throw new InvalidDataException(
                $"The last line of the audit '{file.Name}' was changed, or is none. Verify it, and put it away: nothing follows it.");
        }
        else if (tail.Length > AuditLine.MaxBytes)
        {
            throw new InvalidDataException($"The file '{file.Name}' is no audit: it has no lines.");
        }

        return tail[(end + 1)..];
    }

    /// <summary>Reads the name of the audit from the first line of a file.</summary>
    /// <param name="line">The line.</param>
    /// <returns>The name; null where the line has none.</returns>
    public static string? LogOf(ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader reader = new(line);
            using JsonDocument json = JsonDocument.ParseValue(ref reader);
            return json.RootElement.GetProperty("log").GetString();
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
