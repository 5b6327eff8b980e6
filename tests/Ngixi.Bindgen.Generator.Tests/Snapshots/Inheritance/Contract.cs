namespace Demo;

public interface IReadable<T>
{
    /// <summary>Reads.</summary>
    T Read(string name);

    int Version();
}

public interface IWritable : IDisposable
{
    void Write(string name, ReadOnlySpan<byte> value);
}

[WasmImport("env", Prefix = "store_")]
public interface IStore : IReadable<byte[]?>, IWritable
{
    new int Version();

    static int Helper() => 1;
}
