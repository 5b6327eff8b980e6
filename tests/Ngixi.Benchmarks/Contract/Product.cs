namespace Ngixi.Benchmarks.Contract;

/// <summary>The record of the workloads.</summary>
internal sealed record Product(int Id, string Name, long Stock, double Price, string Code);
