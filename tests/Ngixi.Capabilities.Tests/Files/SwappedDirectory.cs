using System.Runtime.InteropServices;

namespace Ngixi.Capabilities.Tests.Files;

/// <summary>
/// The attack of every walk that checks first and opens then: on a thread of its own, a directory becomes a link and a directory again, for
/// as long as this is not disposed.
/// </summary>
internal sealed partial class SwappedDirectory : IDisposable
{
    private readonly CancellationTokenSource done = new();
    private readonly Thread swapping;

    /// <param name="directory">The directory.</param>
    /// <param name="target">Where the link leads.</param>
    public SwappedDirectory(string directory, string target)
    {
        string kept = directory + "-kept";
        string link = directory + "-link";
        File.CreateSymbolicLink(link, target);
        swapping = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                rename(directory, kept);
                rename(link, directory);
                rename(directory, link);
                rename(kept, directory);
            }
        });
        swapping.Start();
    }

    public void Dispose()
    {
        done.Cancel();
        swapping.Join();
        done.Dispose();
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int rename(string from, string to);
}
