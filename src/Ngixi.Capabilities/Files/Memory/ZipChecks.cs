using System.IO.Compression;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What is not taken from a zip archive.</summary>
internal static class ZipChecks
{
    private static readonly uint[] Remainders = MakeRemainders();

    /// <summary>Checks what an archive says of its entries, before any of them is taken.</summary>
    /// <exception cref="IOException">An entry is refused.</exception>
    public static void Require(IReadOnlyCollection<ZipArchiveEntry> entries)
    {
        HashSet<string> files = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in entries)
        {
            if (Fault(entry, files) is { } fault)
            {
                throw new IOException($"The entry {UntrustedText.Quote(entry.FullName)} {fault}.");
            }
        }
    }

    /// <summary>Goes on with the check sum of an entry, which begins and ends with 0.</summary>
    public static uint Sum(uint sum, ReadOnlySpan<byte> bytes)
    {
        sum = ~sum;
        foreach (byte item in bytes)
        {
            sum = Remainders[(byte)(sum ^ item)] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static string? Fault(ZipArchiveEntry entry, HashSet<string> files)
    {
        const int UnixTypes = 0xF000;
        const int UnixFile = 0x8000;
        const int UnixDirectory = 0x4000;
        const int UnixLink = 0xA000;
        int type = (entry.ExternalAttributes >> 16) & UnixTypes;
        string path = entry.FullName;
        string[] names = path.Split('/');
        return type == UnixLink ? "is a link, which is not taken from an archive"
            : type is not (0 or UnixFile or UnixDirectory) ? "is neither a file nor a directory"
            : entry.IsEncrypted ? "is encrypted"
            : names.Contains("..") ? $"has no path in the drive: {FileError.Escapes}"
            : FilePath.Check(path) is not FileError.None and var error ? $"has no path in the drive: {error}"
            : !path.EndsWith('/') && !files.Add(string.Join('/', names.Where(name => name is not ("" or ".")))) ? "is there twice"
            : null;
    }

    private static uint[] MakeRemainders()
    {
        const uint Polynomial = 0xEDB8_8320;
        uint[] remainders = new uint[256];
        for (uint i = 0; i < remainders.Length; i++)
        {
            uint value = i;
            for (int bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ Polynomial : value >> 1;
            }

            remainders[i] = value;
        }

        return remainders;
    }
}
