using Ngixi.Benchmarks.Measuring;
using Ngixi.Benchmarks.Reports;
using Ngixi.Benchmarks.Suites;
using Ngixi.Benchmarks.Workloads;
using Ngixi.Capabilities;
using Ngixi.Wasi;
using Wasmtime;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>What a program for WASI does with files, in each file system and with Wasmtime's own WASI.</summary>
internal static class FileSuite
{
    public const string Name = "files";
    public const string Own = "Ngixi.Wasi, a directory";
    public const string Wasmtime = "Wasmtime's WASI, a directory";

    private const int Listed = 50;

    private static readonly byte[] Content = new byte[64 * 1024];

    private static readonly FileWork[] Works =
    [
        FileWork.Read("read 4 KiB", 4 * 1024),
        FileWork.Read("read 64 KiB", 64 * 1024),
        FileWork.Write("write 4 KiB", 4 * 1024),
        FileWork.Write("write 64 KiB", 64 * 1024),
        FileWork.Open("open and close"),
        FileWork.List($"list {Listed} files"),
    ];

    public static Section Run(Effort effort, Results results) => CallSuite.Measure(
        Name,
        "Files for programs of WASI preview 1",
        "The same guest in WebAssembly text, with a directory of this machine and with a drive in memory. Wasmtime's own WASI has no "
            + "quotas, and its waits do not end with the call.",
        effort,
        results,
        [
            new FilePeer(Own, Works, host => WithGuestWasi(host.Owned(new DirectoryFileSystem(Folder())))),
            new FilePeer("Ngixi.Wasi, memory", Works, _ => WithGuestWasi(Drive())),
            new FilePeer(Wasmtime, Works, _ => WithWasi(Folder())),
        ],
        [.. Works.Select(work => new Workload(work.Title, "run"))]);

    private static Action<Linker, Store> WithGuestWasi(IGuestFileSystem files)
    {
        GuestWasi wasi = new(new WasiGrant
        {
            Files = new GuestFiles(new FileGrant
            {
                Mounts = [new FileMount("/files", files, isWritable: true)],
                MaxBytesRead = long.MaxValue,
                MaxBytesWritten = long.MaxValue,
                MaxEntriesListed = int.MaxValue,
            }),
        });
        return (linker, _) => linker.DefineGuestWasi(wasi);
    }

    private static Action<Linker, Store> WithWasi(string folder) => (linker, store) =>
    {
        linker.DefineWasi();
        store.SetWasiConfiguration(new WasiConfiguration().WithPreopenedDirectory(folder, "/files", true));
    };

    private static MemoryFileSystem Drive()
    {
        MemoryFileSystem drive = new();
        drive.WriteFile(FileWork.Data, Content);
        for (int file = 0; file < Listed; file++)
        {
            drive.WriteFile($"{FileWork.Directory}/{file}.txt", Content.AsSpan(0, 1));
        }

        return drive;
    }

    private static string Folder()
    {
        string folder = WorkFolder.At($"{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(folder, FileWork.Directory));
        File.WriteAllBytes(Path.Combine(folder, FileWork.Data), Content);
        for (int file = 0; file < Listed; file++)
        {
            File.WriteAllBytes(Path.Combine(folder, FileWork.Directory, $"{file}.txt"), Content[..1]);
        }

        return folder;
    }
}
