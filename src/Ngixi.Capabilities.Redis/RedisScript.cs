using System.Security.Cryptography;
using System.Text;

namespace Ngixi.Capabilities.Redis;

/// <summary>A script of the folder Scripts, which the server runs as one step.</summary>
internal sealed class RedisScript
{
    /// <param name="files">The files that it consists of, one after the other.</param>
    public RedisScript(params string[] files)
    {
        Text = string.Concat(files.Select(Read));
#pragma warning disable CA5350 // The server's name for a script is its SHA-1.
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(Text));
#pragma warning restore CA5350
    }

    public string Text { get; }

    /// <summary>Gets what a server calls the script that has once had its text.</summary>
    public byte[] Hash { get; }

    private static string Read(string file)
    {
        using Stream stream = typeof(RedisScript).Assembly.GetManifestResourceStream(file)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
