namespace Ngixi.Capabilities;

/// <summary>What ways to open have in common.</summary>
internal static class FileOpenings
{
    /// <summary>Gets whether it would change something: no directory can be opened so, and nothing of a mount for reading.</summary>
    public static bool Changes(this FileOpening opening) =>
        (opening & (FileOpening.Write | FileOpening.Create | FileOpening.Truncate)) != 0;
}
