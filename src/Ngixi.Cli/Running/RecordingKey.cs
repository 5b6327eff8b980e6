using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;
using Ngixi.Hosting.Recording.Format;

namespace Ngixi.Cli.Running;

/// <summary>The key that what is secret in a recording is encrypted by.</summary>
internal static class RecordingKey
{
    /// <summary>Reads a key: the bytes of a file, as hosts have them.</summary>
    /// <param name="file">The file; null for none.</param>
    public static ReadOnlyMemory<byte> Read(string? file)
    {
        byte[] key = file is null ? [] : File.ReadAllBytes(file);
        return file is null || key.Length >= SecretBox.LeastKey
            ? key
            : throw CliException.File(
                $"The key '{Printed.Name(file)}' has less than {SecretBox.LeastKey} bytes.", "Make one: head -c 32 /dev/urandom > key");
    }
}
