namespace Ngixi.Hosting;

/// <summary>What a call returned, and what it cost.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="Usage">The cost.</param>
public sealed record CallResult<T>(T Value, CallUsage Usage);
