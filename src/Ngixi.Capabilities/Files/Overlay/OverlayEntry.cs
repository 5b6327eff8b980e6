namespace Ngixi.Capabilities;

/// <summary>What an overlay has at a path.</summary>
/// <param name="IsAbove">Whether it is above: a directory may be in both.</param>
/// <param name="Status">What is known of it.</param>
internal sealed record OverlayEntry(bool IsAbove, FileStatus Status)
{
    public FileKind Kind => Status.Kind;
}
