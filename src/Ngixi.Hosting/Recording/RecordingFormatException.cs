namespace Ngixi.Hosting;

/// <summary>A file is no recording, or was changed since, or is of a version that this one does not read.</summary>
public sealed class RecordingFormatException : Exception
{
    internal RecordingFormatException(string message)
        : base(message)
    {
    }
}
