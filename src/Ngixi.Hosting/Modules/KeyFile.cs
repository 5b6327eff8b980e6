using System.Security.Cryptography;

namespace Ngixi.Hosting.Modules;

/// <summary>A key in a file that only this user can read.</summary>
internal static class KeyFile
{
    public const int Length = 32;

    /// <exception cref="InvalidOperationException">Others may have written or read it, or it is none.</exception>
    public static byte[] ReadOrCreate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException(
                "A key file is read where files have an owner and a mode. On Windows, give the key itself, from a store of secrets.");
        }

        path = Path.GetFullPath(path);
        if (!Path.Exists(path))
        {
            Create(path);
        }

        // Looked at before it is opened: to open what is no file may wait for ever.
        if (OwnFiles.ProblemOfSecret(path) is { } problem)
        {
            throw Refused(path, problem);
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read);
        if (file.Length != Length)
        {
            throw Refused(path, $"it has {file.Length:N0} bytes, and not {Length}");
        }

        byte[] key = new byte[Length];
        file.ReadExactly(key);
        return key;
    }

    private static void Create(string path)
    {
        OwnFiles.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (FileStream file = OwnFiles.Create(temporary))
            {
                file.Write(RandomNumberGenerator.GetBytes(Length));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process made one first, and that counts.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static InvalidOperationException Refused(string path, string problem) => new(
        $"The key file '{path}' is not used: {problem}. "
        + "Who can write the key can have any code run. Remove the file, and another is made.");
}
