namespace Ngixi.Hosting.Auditing;

/// <summary>A file of an audit that is verified.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Open">Opens it.</param>
internal sealed record AuditSource(string Name, Func<Stream> Open)
{
    public static AuditSource OfFile(string path) => new(
        path, () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
}
