namespace Ngixi.Benchmarks.Contract;

/// <summary>What <see cref="IHost.Fail"/> fails with.</summary>
internal enum HostError
{
    Busy,
    Gone,
}
