// file
namespace Demo;

/// <summary>Opens files.</summary>
[WasmImport("files", Prefix = "file_")]
public interface IFiles
{
    /// <summary>Opens a file.</summary>
    IFile? Open(string path);

    IFile Create(string path);

    bool Same(IFile a, IFile? b);
}
// file
namespace Demo;

/// <summary>Takes what another interface hands out, from a module of its own.</summary>
[WasmImport("archive", Prefix = "archive_")]
public interface IArchive
{
    void Add(IFile file);

    IMark Mark();
}
// file
namespace Demo;

/// <summary>An open file.</summary>
[WasmResource("open_file_")]
public interface IFile : IDisposable
{
    /// <summary>Reads the next bytes.</summary>
    /// <param name="buffer">Where they go.</param>
    /// <returns>How many there were.</returns>
    int Read(Span<byte> buffer);

    IFile Clone();

    IMark? Bookmark(Kind kind);
}

/// <summary>A place in a file.</summary>
[WasmResource("mark_", Module = "marks", Release = "let_go")]
public interface IMark : IDisposable
{
    long Offset();
}

public enum Kind { Start, End }
