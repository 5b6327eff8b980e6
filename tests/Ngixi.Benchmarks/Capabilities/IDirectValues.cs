namespace Ngixi.Benchmarks.Capabilities;

/// <summary>A store as one uses it in C#, without quotas, versions and namespaces.</summary>
internal interface IDirectValues
{
    byte[]? Get(string key);

    void Set(string key, byte[] value);
}
