namespace Ngixi.Capabilities;

/// <summary>Where a guest's absolute path is.</summary>
/// <param name="Directory">The directory of the mount that it begins with.</param>
/// <param name="Path">The rest of the path.</param>
internal readonly record struct FilePlace(IGuestDirectory Directory, string Path);
