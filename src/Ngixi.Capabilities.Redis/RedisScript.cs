using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Ngixi.Capabilities.Redis;

/// <summary>A script of the folder Scripts, which the server runs as one step.</summary>
internal sealed class RedisScript
{
    private readonly string text;
    private readonly byte[] hash;

    /// <param name="files">The files that it consists of, one after the other.</param>
    public RedisScript(params string[] files)
    {
        text = string.Concat(files.Select(Read));
#pragma warning disable CA5350 // The server's name for a script is its SHA-1.
        hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5350
    }

    /// <summary>Runs the script by its name; a server that does not know it, for example since it restarted, gets its text.</summary>
    public async Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            return await database.ScriptEvaluateAsync(hash, keys, arguments, CommandFlags.DemandMaster).ConfigureAwait(false);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // It did not run, so that it cannot run twice.
            return await database
                .ScriptEvaluateAsync(text, keys, arguments, CommandFlags.DemandMaster | CommandFlags.NoScriptCache)
                .ConfigureAwait(false);
        }
    }

    private static string Read(string file)
    {
        using Stream stream = typeof(RedisScript).Assembly.GetManifestResourceStream(file)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
