using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>An open directory.</summary>
[WasmResource("fs_directory_")]
public interface IOpenDirectory : IDisposable
{
    /// <summary>Lists a page of entries, in no order. One that stays while others come and go is listed once.</summary>
    /// <param name="position">Where the page begins: 0, or <c>Next</c> of the last entry of the page before.</param>
    /// <param name="limit">The most entries of the page, 1 to 1,000.</param>
    /// <returns>The entries; none at the end.</returns>
    [WasmErrors(typeof(FileError))]
    IReadOnlyList<FileEntry> List(long position, int limit);
}
