using Ngixi.Hosting.Recording;
using Ngixi.Hosting.Recording.Format;

namespace Ngixi.Hosting;

/// <summary>A recorded run of a guest: a file, whatever is in it. Nothing of it is trusted.</summary>
public sealed class GuestRecording
{
    private readonly string path;
    private readonly ReadOnlyMemory<byte> key;

    private GuestRecording(string path, ReadOnlyMemory<byte> key, RecordingHeader header)
    {
        this.path = path;
        this.key = key;
        Module = header.Module;
        Sha256 = header.Sha256;
        ToolkitVersion = header.Toolkit;
        WasmtimeVersion = header.Wasmtime;
        HasKey = header.KeyCheck.Length > 0;
    }

    /// <summary>Gets the name of the module.</summary>
    public string Module { get; }

    /// <summary>Gets the SHA-256 of the module that ran, as 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>Gets the version of this library that recorded it.</summary>
    public string ToolkitVersion { get; }

    /// <summary>Gets the version of Wasmtime that it ran in.</summary>
    public string WasmtimeVersion { get; }

    /// <summary>Gets whether it was recorded with a key, which a replay of secrets needs.</summary>
    public bool HasKey { get; }

    /// <summary>Opens a recording, and reads of what it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The key of its secrets; by default they remain hidden.</param>
    /// <returns>The recording. The file is opened again by each use of it.</returns>
    /// <exception cref="RecordingFormatException">It is no recording, or the key is another's.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static GuestRecording Read(string path, ReadOnlyMemory<byte> key = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        SecretBox.Require(key, nameof(key));
        using EventReader events = new(File.OpenRead(path), key);
        return new GuestRecording(path, key, events.Header);
    }

    /// <summary>Replays a recording with a module: in a test, a recorded run holds each new build of the guest to what it did.</summary>
    /// <param name="path">The file of the recording.</param>
    /// <param name="module">The file of the module.</param>
    /// <param name="key">The key of its secrets.</param>
    /// <returns>What was replayed.</returns>
    /// <exception cref="GuestReplayException">The guest does something else.</exception>
    /// <exception cref="RecordingFormatException">The file is damaged, or the key is another's.</exception>
    /// <exception cref="InvalidOperationException">The recording has secrets, and no key.</exception>
    /// <exception cref="GuestRefusedException">The module cannot be compiled.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ReplayResult Verify(string path, string module, ReadOnlyMemory<byte> key = default)
    {
        ArgumentNullException.ThrowIfNull(module);
        GuestRecording recording = Read(path, key);
        using GuestReplayer replayer = new(File.ReadAllBytes(module));
        return replayer.Replay(recording);
    }

    /// <summary>Reads the events, each in words.</summary>
    /// <returns>The events, as they are read.</returns>
    /// <exception cref="RecordingFormatException">The file is damaged; what was written before is told first.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IEnumerable<RecordedEvent> ReadEvents()
    {
        using EventReader events = Open();
        EventText text = new();
        for (events.Next(); events.Kind != EventKind.None; events.Next())
        {
            yield return text.Of(events);
        }

        if (text.Torn(events) is { } last)
        {
            yield return last;
        }
    }

    internal EventReader Open() => new(File.OpenRead(path), key);
}
