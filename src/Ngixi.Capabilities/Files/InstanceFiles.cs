namespace Ngixi.Capabilities;

/// <summary>The files of one instance: what it has open, and what its current call read and wrote.</summary>
internal sealed class InstanceFiles : IDisposable
{
    private readonly Func<long> currentCall;
    private readonly HashSet<IGuestNode> open = [];
    private readonly List<GuestRoot> roots = [];
    private long call;
    private long bytesRead;
    private long bytesWritten;

    public InstanceFiles(FileGrant grant, Func<long> currentCall)
    {
        Grant = grant;
        this.currentCall = currentCall;
        try
        {
            foreach (FileMount mount in grant.Mounts)
            {
                FileError error = mount.Files.OpenRoot(out IGuestDirectory? root);
                roots.Add(error == FileError.None
                    ? new GuestRoot(mount.Path, new GrantedDirectory(this, mount, root!))
                    : throw new IOException($"The mount {mount.Path} cannot be opened: {error}."));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public FileGrant Grant { get; }

    public IReadOnlyList<GuestRoot> Roots => roots;

    public bool HasRoom => open.Count < Grant.MaxOpen;

    public T Open<T>(T node)
        where T : IGuestNode
    {
        open.Add(node);
        return node;
    }

    public void Close(IGuestNode node) => open.Remove(node);

    /// <summary>Gets how many bytes may be read: at most so many.</summary>
    public int ToRead(int count) => (int)Math.Min(count, Grant.MaxBytesRead - OfCall(ref bytesRead));

    /// <inheritdoc cref="ToRead"/>
    public int ToWrite(int count) => (int)Math.Min(count, Grant.MaxBytesWritten - OfCall(ref bytesWritten));

    public void CountRead(int count) => bytesRead += count;

    public void CountWritten(int count) => bytesWritten += count;

    public void Dispose()
    {
        foreach (IGuestNode node in open.ToArray())
        {
            node.Dispose();
        }

        foreach (GuestRoot root in roots)
        {
            root.Directory.Dispose();
        }
    }

    private long OfCall(ref long bytes)
    {
        if (call != currentCall())
        {
            call = currentCall();
            bytesRead = bytesWritten = 0;
        }

        return bytes;
    }
}
