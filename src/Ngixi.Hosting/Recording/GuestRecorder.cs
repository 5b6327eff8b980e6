using Ngixi.Hosting.Diagnostics;
using Ngixi.Hosting.Modules;
using Ngixi.Hosting.Recording;

namespace Ngixi.Hosting;

/// <summary>
/// Records runs of guests, so that they can be replayed: each call between host and guest with what crossed in it. A file has one instance,
/// from its start to its end. For any number of threads.
/// </summary>
public sealed class GuestRecorder
{
    private const string Extension = ".recording";

    private readonly string path;
    private readonly bool isDirectory;
    private readonly RecordingOptions options;
    private int files;

    private GuestRecorder(string path, bool isDirectory, RecordingOptions? options)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.path = Path.GetFullPath(path);
        this.isDirectory = isDirectory;
        this.options = options ?? new RecordingOptions();
        if (this.options.Secret.Count > 0 && this.options.Key.IsEmpty)
        {
            throw new ArgumentException("What is secret needs RecordingOptions.Key: a replay needs the secrets.", nameof(options));
        }
    }

    /// <summary>Records one instance.</summary>
    /// <param name="path">The file, which must not exist.</param>
    /// <param name="options">How.</param>
    /// <returns>The recorder, for one instance.</returns>
    /// <exception cref="ArgumentException">There are secrets, and no key.</exception>
    public static GuestRecorder ToFile(string path, RecordingOptions? options = null) => new(path, isDirectory: false, options);

    /// <summary>Records any number of instances, each in a file of its own.</summary>
    /// <param name="directory">The directory, which is made if it does not exist. Names of files sort by their time.</param>
    /// <param name="options">How.</param>
    /// <returns>The recorder.</returns>
    /// <exception cref="ArgumentException">There are secrets, and no key.</exception>
    public static GuestRecorder ToDirectory(string directory, RecordingOptions? options = null) =>
        new(directory, isDirectory: true, options);

    /// <summary>Begins to record an instance.</summary>
    /// <exception cref="InvalidOperationException">The engine is not for it, or the file has another instance.</exception>
    /// <exception cref="IOException">The file cannot be made.</exception>
    internal InstanceRecorder Begin(ModuleVersion version, GuestEngineOptions engine, FailureLog failures)
    {
        if (!engine.IsRecordable)
        {
            throw new InvalidOperationException(
                $"The engine is not made for recordings: set {nameof(GuestEngineOptions)}.{nameof(GuestEngineOptions.IsRecordable)}.");
        }

        string file = path;
        if (isDirectory)
        {
            Directory.CreateDirectory(path);
            file = Path.Combine(path, $"{version.Manifest.Name}-{Guid.CreateVersion7():N}{Extension}");
        }
        else if (Interlocked.Exchange(ref files, 1) != 0)
        {
            throw new InvalidOperationException($"The file {path} has the recording of another instance: use {nameof(ToDirectory)}.");
        }

        return new InstanceRecorder(file, version, engine, options, reason => failures.WriteRecordingEnded(file, reason));
    }
}
