namespace Ngixi.Benchmarks;

/// <summary>Does next to nothing, but uses what it gets, so that no peer can leave work out.</summary>
internal sealed class Host(byte[] value) : IHost
{
    public long Calls { get; private set; }

    public long Items { get; private set; }

    public void Nothing() => Calls++;

    public int Add(int left, int right)
    {
        Calls++;
        return left + right;
    }

    public void View(ReadOnlySpan<byte> bytes)
    {
        Calls++;
        Items += bytes.Length;
    }

    public void Log(string message)
    {
        Calls++;
        Items += message.Length;
    }

    public byte[] Get()
    {
        Calls++;
        Items += value.Length;
        return value;
    }
}
