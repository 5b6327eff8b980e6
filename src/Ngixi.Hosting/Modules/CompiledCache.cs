using System.Security.Cryptography;
using System.Text;
using Ngixi.Bindgen;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Running;
using Wasmtime;

namespace Ngixi.Hosting;

/// <summary>
/// A directory of compiled code, which is loaded in a small part of the time that it takes to compile. Several processes may share it.
/// </summary>
/// <remarks>
/// Compiled code runs with all rights of the process. So each file is signed with a key of the host's (HMAC-SHA256), together with the
/// module's hash, the version of Wasmtime, the engine's settings and the processor. What was cut, edited, renamed, or made by another or
/// for another is removed, and the module is compiled anew. For any number of threads.
/// </remarks>
public sealed class CompiledCache
{
    private const string Extension = ".compiled";
    private const string TemporaryExtension = ".tmp";
    private const int MacLength = 32;
    private const int MaxEntryBytes = 512 * 1024 * 1024;
    private static readonly TimeSpan TemporaryAge = TimeSpan.FromHours(1);

    private readonly byte[] key;
    private readonly long maxBytes;
    private readonly Lock trimming = new();
    private long hits;
    private long misses;
    private long refusals;

    /// <summary>Opens a cache.</summary>
    /// <param name="directory">Its directory, which is made if it does not exist. Only this user may be able to write it.</param>
    /// <param name="options">Its key and its size.</param>
    /// <exception cref="InvalidOperationException">Others may write the directory, or read the key file.</exception>
    /// <exception cref="IOException">The directory or the key file cannot be made or read.</exception>
    public CompiledCache(string directory, CompiledCacheOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options ??= new CompiledCacheOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxBytes);
        Directory = Path.GetFullPath(directory);
        OwnFiles.CreateDirectory(Directory);
        if (OwnFiles.ProblemOfDirectory(Directory) is { } problem)
        {
            throw new InvalidOperationException(
                $"The directory '{Directory}' is no place for compiled code: {problem}. Make it this user's own, with mode 0700.");
        }

        key = !options.Key.IsEmpty ? Checked(options.Key)
            : options.KeyFile is { } file ? KeyFile.ReadOrCreate(file)
            : RandomNumberGenerator.GetBytes(KeyFile.Length);
        maxBytes = options.MaxBytes;
    }

    /// <summary>Gets the directory, as a full path.</summary>
    public string Directory { get; }

    /// <summary>Gets how many modules were loaded from it by this process.</summary>
    public long Hits => Interlocked.Read(ref hits);

    /// <summary>Gets how many were compiled because it did not have them.</summary>
    public long Misses => Interlocked.Read(ref misses);

    /// <summary>Gets how many of its files were not this host's, or not whole, or not for this engine, and were removed.</summary>
    public long Refusals => Interlocked.Read(ref refusals);

    /// <summary>Loads a module, or compiles it and keeps what came of it.</summary>
    /// <param name="native">The engine.</param>
    /// <param name="name">The module's name.</param>
    /// <param name="sha256">The hash of the module.</param>
    /// <param name="wasm">The module.</param>
    /// <param name="report">Is told of files that are not used, and of failures to read or write.</param>
    internal Module Compile(
        NativeEngine native, string name, string sha256, ReadOnlySpan<byte> wasm, Action<string, string> report)
    {
        Engine engine = native.Engine;
        if (CompilerIdentity.Text is not { } compiler)
        {
            return ModuleCheck.Compile(engine, name, sha256, wasm);
        }

        byte[] identity = Encoding.UTF8.GetBytes($"{compiler}settings {native.Settings}\nmodule {sha256}\n");
        string path = Path.Combine(Directory, Convert.ToHexStringLower(Mac("name"u8, identity, [])) + Extension);
        if (Load(engine, name, sha256, path, identity, report) is { } loaded)
        {
            Interlocked.Increment(ref hits);
            return loaded;
        }

        Interlocked.Increment(ref misses);
        Module compiled = ModuleCheck.Compile(engine, name, sha256, wasm);
        try
        {
            Keep(path, identity, compiled.Serialize());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, say: it is compiled each time.
            report(path, exception.Message);
        }

        return compiled;
    }

    private static byte[] Checked(ReadOnlyMemory<byte> key) => key.Length >= KeyFile.Length
        ? key.ToArray()
        : throw new ArgumentException($"The key has {key.Length} bytes, and needs {KeyFile.Length} or more.", nameof(key));

    private Module? Load(
        Engine engine, string name, string sha256, string path, ReadOnlySpan<byte> identity, Action<string, string> report)
    {
        try
        {
            if (!Path.Exists(path) && new FileInfo(path).LinkTarget is null)
            {
                return null;
            }

            // Looked at before it is opened: to open what is no file may wait for ever.
            if (OwnFiles.ProblemOfFile(path) is { } problem)
            {
                Refuse(path, problem, report);
                return null;
            }

            byte[]? file = ReadWhole(path);
            if (file is null
                || !CryptographicOperations.FixedTimeEquals(file.AsSpan(0, MacLength), Mac("code"u8, identity, file.AsSpan(MacLength))))
            {
                Refuse(path, "it is not signed by this host", report);
                return null;
            }

            // Of the very bytes that were checked.
            Module module = GuestCompiler.FromCompiled(engine, name, sha256, file.AsSpan(MacLength));
            Touch(path);
            return module;
        }
        catch (WasmtimeException exception)
        {
            Refuse(path, exception.Message, report);
        }
        catch (FileNotFoundException)
        {
            // Another process removed it for others.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            report(path, exception.Message);
        }

        return null;
    }

    // What was used last is kept the longest.
    private static void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another process removed it for others.
        }
    }

    private static byte[]? ReadWhole(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (file.Length is < MacLength or > MaxEntryBytes)
        {
            return null;
        }

        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)file.Length);
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? bytes : null;
    }

    private void Refuse(string path, string reason, Action<string, string> report)
    {
        Interlocked.Increment(ref refusals);
        report(path, reason);
        if (System.IO.Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            System.IO.Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private void Keep(string path, ReadOnlySpan<byte> identity, byte[] code)
    {
        if (code.Length > Math.Min(maxBytes, MaxEntryBytes) - MacLength)
        {
            return;
        }

        string temporary = Path.Combine(Directory, $"{Guid.NewGuid():N}{TemporaryExtension}");
        try
        {
            using (FileStream file = OwnFiles.Create(temporary))
            {
                file.Write(Mac("code"u8, identity, code));
                file.Write(code);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        Trim();
    }

    private void Trim()
    {
        lock (trimming)
        {
            DirectoryInfo directory = new(Directory);
            DateTime now = DateTime.UtcNow;
            long left = maxBytes;
            foreach (FileInfo file in directory.EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc))
            {
                // A process that was killed leaves what it wrote.
                bool isOld = file.Extension == TemporaryExtension && now - file.LastWriteTimeUtc > TemporaryAge;
                left -= file.Extension == Extension ? file.Length : 0;
                if (isOld || (file.Extension == Extension && left < 0))
                {
                    file.Delete();
                }
            }
        }
    }

    /// <summary>Signs. What is signed for one purpose is of no use for another.</summary>
    private byte[] Mac(ReadOnlySpan<byte> purpose, ReadOnlySpan<byte> identity, ReadOnlySpan<byte> code)
    {
        using IncrementalHash mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(purpose);
        mac.AppendData([0]);
        mac.AppendData(identity);
        mac.AppendData([0]);
        mac.AppendData(code);
        return mac.GetHashAndReset();
    }
}
