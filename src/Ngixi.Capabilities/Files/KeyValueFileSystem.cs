namespace Ngixi.Capabilities;

/// <summary>
/// The values of a store as files: a key is a path, such as <c>reports/2026.txt</c>, and its value the content. Directories are there where
/// a key begins with them, or where a guest made them, which is a key with a slash at its end.
/// </summary>
/// <remarks>
/// <para>
/// For small files, of as many bytes as a value may have. A read gets the whole value, and a write puts it anew, under the condition that
/// nobody else did: none is lost, and each is in the store when it returns. To rename a file is one batch.
/// </para>
/// <para>
/// Not promised: links, hard links and times are <see cref="FileError.NotSupported"/>, and times are 0. A directory with more than 50 keys,
/// or more bytes than a batch, is not renamed (<see cref="FileError.OtherMount"/>, on which programs copy it). An open file or directory
/// stands for its path: after a rename, for what has it then. A file that is removed while it is open stays as it was last seen. A
/// listing has the names that were there when it began. A directory that no guest made goes with its last key. Keys that are no paths are
/// not there: those with an empty name, or <c>.</c> or <c>..</c>, and those beneath a key with a value.
/// </para>
/// <para>
/// An operation waits for the store up to a time of its own, and in a call of Ngixi.Hosting up to its deadline. A store that is out of
/// order is <see cref="FileError.Failed"/>. For any number of threads.
/// </para>
/// </remarks>
public sealed class KeyValueFileSystem : IGuestFileSystem
{
    private readonly KeyValueFiles files;

    /// <summary>Creates a file system.</summary>
    /// <param name="store">The store, which stays the caller's.</param>
    /// <param name="space">Where its keys are. Guests that have the namespace by <see cref="GuestKeyValue"/> see the same values.</param>
    /// <param name="quota">What may be kept; by default what <see cref="KeyValueQuota"/> has.</param>
    /// <param name="maxFileBytes">The bytes of a file, up to what the store takes for a value; 1 MiB by default.</param>
    /// <param name="timeout">The time that an operation waits for the store; 10 s by default.</param>
    public KeyValueFileSystem(
        IKeyValueStore store,
        KeyValueNamespace space,
        KeyValueQuota? quota = null,
        int maxFileBytes = 1024 * 1024,
        TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentOutOfRangeException.ThrowIfNegative(maxFileBytes);
        TimeSpan time = timeout ?? TimeSpan.FromSeconds(10);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(timeout));
        files = new KeyValueFiles(store, space, quota ?? new KeyValueQuota(), maxFileBytes, time);
    }

    /// <inheritdoc/>
    public FileError OpenRoot(out IGuestDirectory? root)
    {
        root = new KeyValueDirectory(files, "");
        return FileError.None;
    }
}
