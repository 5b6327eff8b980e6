namespace Ngixi.Capabilities;

/// <summary>An open file or directory.</summary>
/// <remarks>Used by one thread at a time. Its file system may be used by others at the same time.</remarks>
public interface IGuestNode : IDisposable
{
    /// <summary>Gets what is known of it.</summary>
    /// <param name="status">What is known.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError GetStatus(out FileStatus status);

    /// <summary>Sets its times.</summary>
    /// <param name="times">The times.</param>
    /// <returns>The error; none when it was done.</returns>
    FileError SetTimes(FileTimes times);

    /// <summary>Writes to the device what is not there yet.</summary>
    /// <returns>The error; none when it was done.</returns>
    FileError Flush();
}
