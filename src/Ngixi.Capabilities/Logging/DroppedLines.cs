namespace Ngixi.Capabilities;

/// <summary>Lines that were not written.</summary>
/// <param name="Lines">How many.</param>
/// <param name="Bytes">Their bytes.</param>
internal readonly record struct DroppedLines(long Lines, long Bytes);
