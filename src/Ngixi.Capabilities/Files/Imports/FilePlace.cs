namespace Ngixi.Capabilities;

/// <summary>Where a guest's absolute path is.</summary>
/// <param name="Mount">The mount that it begins with.</param>
/// <param name="Directory">The directory of the mount.</param>
/// <param name="Path">The rest of the path.</param>
internal readonly record struct FilePlace(FileMount Mount, IGuestDirectory Directory, string Path);
