namespace Ngixi.Bindgen.Tests.Contracts;

/// <summary>Hands out resources.</summary>
[WasmImport("files", Prefix = "file_")]
public interface IFiles
{
    IFile? Open(string path);

    IFile Create(string path);

    IMark Mark();

    string Join(IFile first, IFile? second);
}

/// <summary>Hands out the same resource as <see cref="IFiles"/>.</summary>
[WasmImport("files", Prefix = "archive_")]
public interface IArchive
{
    IFile Extract(string path);
}

[WasmResource("open_file_")]
public interface IFile : IDisposable
{
    string Path();

    int Read(Span<byte> buffer);

    IFile Clone();
}

[WasmResource("mark_", Module = "files", Release = "end")]
public interface IMark : IDisposable;
