using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;

namespace Ngixi.Cli.Running;

/// <summary>The key that what is secret in a recording is encrypted by.</summary>
internal static class RecordingKey
{
    private const int LeastBytes = 32;

    /// <summary>Reads a key: the bytes of a file, as hosts have them.</summary>
    /// <param name="file">The file; null for none.</param>
    public static ReadOnlyMemory<byte> Read(string? file)
    {
        byte[] key = file is null ? [] : File.ReadAllBytes(file);
        return file is null || key.Length >= LeastBytes
            ? key
            : throw CliException.File(
                $"The key '{Printed.Name(file)}' has less than {LeastBytes} bytes.", "Make one: head -c 32 /dev/urandom > key");
    }
}
