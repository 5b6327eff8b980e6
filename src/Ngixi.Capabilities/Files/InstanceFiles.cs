using System.Globalization;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// The files of one instance: what it has open, and what its current call read, wrote and listed. By whichever door it comes to them, what
/// the grant does not allow is written to the host's log here.
/// </summary>
internal sealed class InstanceFiles : IDisposable
{
    private readonly Func<long> currentCall;
    private readonly DenialLog? denials;
    private readonly HashSet<IGuestNode> open = [];
    private readonly List<GuestRoot> roots = [];
    private long call;
    private long bytesRead;
    private long bytesWritten;
    private long entriesListed;

    public InstanceFiles(FileGrant grant, Func<long> currentCall, DenialLog? denials = null)
    {
        Grant = grant;
        this.currentCall = currentCall;
        this.denials = denials;
        try
        {
            foreach (FileMount mount in grant.Mounts)
            {
                FileError error = mount.Files.OpenRoot(out IGuestDirectory? root);
                roots.Add(error == FileError.None
                    ? new GuestRoot(mount.Path, new GrantedDirectory(this, mount, root!, mount.Path))
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

    /// <summary>Gets how many entries may be listed: at most so many.</summary>
    public int ToList(int count) => (int)Math.Min(count, Grant.MaxEntriesListed - OfCall(ref entriesListed));

    public void CountRead(int count) => bytesRead += count;

    public void CountWritten(int count) => bytesWritten += count;

    public void CountListed(int count) => entriesListed += count;

    /// <summary>Writes to the host's log what the grant does not allow, and passes the error on.</summary>
    /// <param name="error">The error, or none.</param>
    /// <param name="mount">The mount.</param>
    /// <param name="request">What the guest wanted, in words.</param>
    /// <param name="path">The path, as the guest would write it from the root.</param>
    public FileError Tell(FileError error, FileMount mount, string request, string path)
    {
        switch (error)
        {
            case FileError.Escapes:
                Deny(request, path, $"It leads out of the mount {mount.Path}", null);
                break;
            case FileError.ReadOnly when !mount.IsWritable:
                Deny(request, path, $"The mount {mount.Path} is for reading", $"new FileMount(\"{mount.Path}\", …, isWritable: true)");
                break;
            case FileError.TooManyOpen when !HasRoom:
                Deny(request, path, Invariant($"{Grant.MaxOpen} are open"), $"{nameof(FileGrant.MaxOpen)} = …");
                break;
        }

        return error;
    }

    /// <summary>Writes to the host's log that a call did all that it may, and gets the error.</summary>
    public FileError TellLimit(string request, string path, FormattableString done, string limit)
    {
        Deny(request, path, $"The call {Invariant(done)} that it may", $"{limit} = …");
        return FileError.LimitReached;
    }

    public void Deny(string request, string path, string reason, string? grant) =>
        denials?.Write(new Denial("files", $"{request} {UntrustedText.Quote(path)}", reason, grant));

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

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private long OfCall(ref long count)
    {
        if (call != currentCall())
        {
            call = currentCall();
            bytesRead = bytesWritten = entriesListed = 0;
        }

        return count;
    }
}
