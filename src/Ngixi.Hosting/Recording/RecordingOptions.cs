using Ngixi.Hosting.Recording.Format;

namespace Ngixi.Hosting;

/// <summary>How runs of guests are recorded.</summary>
public sealed record RecordingOptions
{
    /// <summary>Gets the bytes that the file of one instance has at most, 4 KiB or more; 256 MiB by default.</summary>
    public long MaxBytes
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 4 * 1024);
            field = value;
        }
    } = 256 * 1024 * 1024;

    /// <summary>Gets what happens when a recording cannot go on; the guest runs on by default.</summary>
    public RecordingBound AtBound { get; init; }

    /// <summary>
    /// Gets the calls that are secret besides those with <see cref="Bindgen.SecretAttribute"/>: imports as <c>module.name</c>, exports by
    /// their names. Of what the guest hands out in them, and in the calls within them, a file has hashes and lengths alone. Numbers, and
    /// what the guest gets, are encrypted. None by default; each needs a <see cref="Key"/>.
    /// </summary>
    public IReadOnlyCollection<string> Secret { get; init; } = [];

    /// <summary>
    /// Gets the key of what is secret: 32 bytes or more, to be kept apart from the files. A replay needs it. None by default.
    /// </summary>
    public ReadOnlyMemory<byte> Key
    {
        get;
        init
        {
            SecretBox.Require(value, nameof(value));
            field = value;
        }
    }
}
