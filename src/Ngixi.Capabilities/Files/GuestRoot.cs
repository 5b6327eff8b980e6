namespace Ngixi.Capabilities;

/// <summary>A mount as an instance has it.</summary>
/// <param name="Path">The path that guests know it by.</param>
/// <param name="Directory">The directory, closed with the instance's store.</param>
public sealed record GuestRoot(string Path, IGuestDirectory Directory);
