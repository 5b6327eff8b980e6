using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Ngixi.Capabilities;

/// <summary>Asks a store, and waits for it, with the errors of files.</summary>
internal sealed class KeyValueFiles(
    IKeyValueStore store, KeyValueNamespace space, KeyValueQuota quota, int maxFileBytes, TimeSpan timeout)
{
    /// <summary>A key that comes after all others that begin with the same, but for those that begin with this one.</summary>
    private const string Last = "\U0010FFFF";

    public int MaxFileBytes => maxFileBytes;

    /// <summary>Gets the number of a path: its hash, so that every host has the same.</summary>
    public static ulong InodeOf(string path)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(path), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }

    public static FileStatus StatusOf(string key, FileKind kind, long length, ulong links = 1) =>
        new(kind, InodeOf(key), length, links, Accessed: 0, Written: 0, Changed: 0);

    public static FileStatus StatusOf(KeyValueNode node) => node.Entry is { } entry
        ? StatusOf(node.Key, FileKind.File, entry.Value.Length)
        : StatusOf(node.Key, FileKind.Directory, 0);

    /// <summary>Checks a path that is to be a key.</summary>
    public static FileError Check(string key) =>
        KeyRules.Fault(key) is null ? FileError.None
        : Encoding.UTF8.GetByteCount(key) > KeyValueGrant.MaxKeyBytes ? FileError.NameTooLong
        : FileError.Invalid;

    public FileError Find(string key, out KeyValueEntry? entry) =>
        Run<KeyValueEntry?>(token => store.FindAsync(space, key, token), out entry);

    /// <summary>Finds what has a path; null, and no error, where nothing does.</summary>
    public FileError FindNode(string path, out KeyValueNode? node)
    {
        node = null;
        if (Check(path) != FileError.None)
        {
            return FileError.None;
        }

        FileError error = Find(path, out KeyValueEntry? entry);
        if (error != FileError.None || entry is not null)
        {
            node = error == FileError.None ? new KeyValueNode(path, entry) : null;
            return error;
        }

        // A path as long as a key may be, has none beneath.
        KeyValueNode directory = new(path, null);
        error = Check(directory.Prefix) == FileError.None ? HasKeys(directory.Prefix, null, out bool isThere) : HasNone(out isThere);
        node = isThere ? directory : null;
        return error;
    }

    /// <summary>Finds whether there are keys that begin with a prefix, after another.</summary>
    public FileError HasKeys(string prefix, string? after, out bool found)
    {
        FileError error = Keys(prefix, after, 1, out KeyValuePage? page);
        found = page?.Keys.Count > 0;
        return error;
    }

    public FileError Keys(string prefix, string? after, int limit, [NotNull] out KeyValuePage? page)
    {
        FileError error = Run(token => store.ListAsync(space, prefix, after, limit, token), out page);
        page ??= new KeyValuePage([], null);
        return error;
    }

    /// <summary>Lists the names in a directory. Directories in it are passed over, not read through.</summary>
    public FileError List(string prefix, List<FileEntry> entries)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        for (string? after = prefix.Length == 0 ? null : prefix; ;)
        {
            FileError error = Keys(prefix, after, KeyValueGrant.MaxPageKeys, out KeyValuePage? page);
            if (error != FileError.None)
            {
                return error;
            }

            string? passed = null;
            foreach (string key in page.Keys)
            {
                int slash = key.IndexOf('/', prefix.Length);
                string name = slash < 0 ? key[prefix.Length..] : key[prefix.Length..slash];
                if (name is not ("" or "." or "..") && names.Add(name))
                {
                    FileKind kind = slash < 0 ? FileKind.File : FileKind.Directory;
                    entries.Add(new FileEntry(name, kind, InodeOf(prefix + name), entries.Count + 1));
                }

                passed = slash < 0 ? null : key[..(slash + 1)] + Last;
            }

            if (page.Next is null)
            {
                return FileError.None;
            }

            after = passed is not null && KeyRules.TextFault(passed) is null ? passed : page.Next;
        }
    }

    /// <summary>Makes all writes, or none.</summary>
    /// <returns><see cref="FileError.Busy"/> where a key has not the version that it must have.</returns>
    public FileError Apply(params KeyValueWrite[] writes) => Run(token => store.ApplyAsync(space, quota, writes, token), out _);

    public FileError Flush() => Run(
        async token =>
        {
            await store.FlushAsync(space, token).ConfigureAwait(false);
            return true;
        },
        out _);

    private static FileError HasNone(out bool found)
    {
        found = false;
        return FileError.None;
    }

    private FileError Run<T>(Func<CancellationToken, ValueTask<T>> work, out T? result)
    {
        // The guest's thread may be that of a host whose tasks go on there, and it waits here.
        SynchronizationContext? context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        result = default;
        try
        {
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(WaitingCall.Cancellation);
            end.CancelAfter(timeout);
            result = work(end.Token).AsTask().WaitAsync(end.Token).GetAwaiter().GetResult();
            return FileError.None;
        }
        catch (KeyValueException exception)
        {
            return ErrorOf(exception.Error);
        }
        catch (OperationCanceledException)
        {
            return FileError.Failed;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static FileError ErrorOf(KeyValueError error) => error switch
    {
        KeyValueError.InvalidKey or KeyValueError.InvalidArgument => FileError.Invalid,
        KeyValueError.ValueTooLarge => FileError.TooLarge,
        KeyValueError.VersionMismatch => FileError.Busy,
        KeyValueError.QuotaExceeded => FileError.NoSpace,
        KeyValueError.LimitReached => FileError.LimitReached,
        KeyValueError.Denied => FileError.ReadOnly,
        _ => FileError.Failed,
    };
}
