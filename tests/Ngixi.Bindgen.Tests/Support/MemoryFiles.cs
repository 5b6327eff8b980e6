using System.Text;
using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>Files that remember whether they were disposed.</summary>
internal sealed class MemoryFiles : IFiles, IArchive
{
    public List<OpenFile> Opened { get; } = [];

    public IFile? Open(string path) => path == "missing" ? null : Create(path);

    public IFile Create(string path)
    {
        OpenFile file = new(this, path);
        Opened.Add(file);
        return file;
    }

    public IFile Extract(string path) => Create($"extracted {path}");

    public IMark Mark() => new PlaceMark();

    public string Join(IFile first, IFile? second) => $"{first.Path()}+{second?.Path() ?? "nothing"}";

    internal sealed class OpenFile(MemoryFiles files, string path) : IFile
    {
        public int Disposed { get; private set; }

        public string Path() => path;

        public int Read(Span<byte> buffer) => Encoding.UTF8.GetBytes(path, buffer);

        public IFile Clone() => files.Create(path);

        public void Dispose()
        {
            Disposed++;
            if (path == "stubborn")
            {
                throw new InvalidOperationException("will not go");
            }
        }
    }

    private sealed class PlaceMark : IMark
    {
        public void Dispose()
        {
        }
    }
}
