using System.Security.Cryptography;
using Ngixi.Hosting.Modules;

namespace Ngixi.Hosting;

/// <summary>
/// A directory of modules, each named by the SHA-256 of its bytes: <c>&lt;sha256&gt;.wasm</c>, and beside it its source map,
/// <c>&lt;sha256&gt;.wasm.map</c>. A module is checked whenever it is read, so it does not matter who may write the directory.
/// </summary>
/// <remarks>For any number of threads and processes.</remarks>
public sealed class ModuleStore
{
    private const string Extension = ".wasm";
    private const string MapExtension = ".wasm.map";
    private const int HashLength = 64;

    /// <summary>Opens a directory.</summary>
    /// <param name="directory">The directory, which is made if it does not exist.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ModuleStore(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        Directory = Path.GetFullPath(directory);
        System.IO.Directory.CreateDirectory(Directory);
    }

    /// <summary>Gets the directory, as a full path.</summary>
    public string Directory { get; }

    /// <summary>Gets the bytes that a module may have; 64 MiB by default. A larger file is not read.</summary>
    public int MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Gets the hashes of the modules, in order. Those of which a file is damaged are among them.</summary>
    /// <returns>The hashes.</returns>
    public IReadOnlyList<string> List() =>
        [.. new DirectoryInfo(Directory).EnumerateFiles("*" + Extension)
            .Select(file => Path.GetFileNameWithoutExtension(file.Name))
            .Where(IsHash)
            .Order(StringComparer.Ordinal)];

    /// <summary>Adds a module, whole or not at all. Adding one that is there changes nothing.</summary>
    /// <param name="wasm">The module.</param>
    /// <param name="sourceMap">Its source map; empty for none.</param>
    /// <returns>Its SHA-256, as 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">It has more than <see cref="MaxBytes"/>.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string Add(ReadOnlySpan<byte> wasm, ReadOnlySpan<byte> sourceMap = default)
    {
        if (wasm.Length > MaxBytes)
        {
            throw new ArgumentException($"The module has {wasm.Length:N0} bytes, which is more than {MaxBytes:N0}.", nameof(wasm));
        }

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(wasm));
        if (!sourceMap.IsEmpty)
        {
            // First, so that a module that is there has it.
            Write(PathOf(sha256, MapExtension), sourceMap);
        }

        if (!TryRead(sha256, out _, out _))
        {
            Write(PathOf(sha256, Extension), wasm);
        }

        return sha256;
    }

    /// <summary>Reads a module.</summary>
    /// <param name="sha256">Its SHA-256, as 64 hexadecimal digits.</param>
    /// <returns>Its bytes, which have that hash.</returns>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">The file has other bytes, or is no file, or too large.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public byte[] Read(string sha256)
    {
        string hash = Checked(sha256);
        return TryRead(hash, out byte[]? wasm, out string? problem) ? wasm!
            : problem is null ? throw new FileNotFoundException($"There is no module {hash} in '{Directory}'.", PathOf(hash, Extension))
            : throw new InvalidDataException(
                $"The file of the module {hash} in '{Directory}' is not used: {problem}. Add the module again.");
    }

    /// <summary>Gets the file of a module, for <see cref="GuestManifest.ModuleFile"/>: its source map is found beside it.</summary>
    /// <param name="sha256">Its SHA-256, as 64 hexadecimal digits.</param>
    /// <returns>The full path, whether there is such a file or not.</returns>
    public string FileOf(string sha256) => PathOf(Checked(sha256), Extension);

    /// <summary>Removes a module and its source map. What was loaded of it remains.</summary>
    /// <param name="sha256">Its SHA-256, as 64 hexadecimal digits.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="IOException">It cannot be removed.</exception>
    public bool Remove(string sha256)
    {
        string hash = Checked(sha256);
        bool wasThere = File.Exists(PathOf(hash, Extension));
        File.Delete(PathOf(hash, Extension));
        File.Delete(PathOf(hash, MapExtension));
        return wasThere;
    }

    private static string Checked(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        string hash = sha256.ToLowerInvariant();
        return IsHash(hash) ? hash : throw new ArgumentException($"'{sha256}' is not 64 hexadecimal digits.", nameof(sha256));
    }

    private static bool IsHash(string text) => text.Length == HashLength && text.All(char.IsAsciiHexDigitLower);

    private string PathOf(string hash, string extension) => Path.Combine(Directory, hash + extension);

    private bool TryRead(string hash, out byte[]? wasm, out string? problem)
    {
        wasm = null;
        string path = PathOf(hash, Extension);
        problem = OwnFiles.ProblemOfKind(path);
        if (problem is not null)
        {
            return false;
        }

        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length > MaxBytes)
            {
                problem = $"it has {file.Length:N0} bytes, which is more than {MaxBytes:N0}";
                return false;
            }

            byte[] bytes = new byte[file.Length];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            problem = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length))) == hash ? null : "it has other bytes";
            wasm = problem is null ? bytes : null;
            return problem is null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = Path.Combine(Directory, $"{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
