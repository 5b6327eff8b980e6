namespace Ngixi.Capabilities;

/// <summary>Times to set, in nanoseconds since 1970-01-01 in UTC.</summary>
/// <param name="Accessed">When it was last read; null to leave it.</param>
/// <param name="Written">When its content was last changed; null to leave it.</param>
public readonly record struct FileTimes(long? Accessed, long? Written);
