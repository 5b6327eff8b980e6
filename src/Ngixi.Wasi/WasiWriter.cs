namespace Ngixi.Wasi;

/// <summary>The output of one instance; this one throws it away.</summary>
internal class WasiWriter
{
    public virtual void Write(ReadOnlySpan<byte> bytes)
    {
    }

    /// <summary>Passes on what waits for the end of a line: the guest has ended, or asks for it.</summary>
    public virtual void Flush()
    {
    }
}
