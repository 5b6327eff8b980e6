using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class FilesCapability()
    : GrantCapability<FilesGrant>("files", "Directories, single files, and drives in memory.")
{
    public override string Example => """{ "mounts": [{ "path": "/data", "directory": "data" }] }""";

    public override void Describe(Linker linker) => linker.DefineFiles(Described.Instance<IFiles>);

    public override FilesGrant ReadGrant(GrantReader grant)
    {
        List<MountGrant> mounts = [];
        grant.Entries("mounts", "The directories that guests have.", shorthand: null, entry => ReadMount(entry, mounts));
        FileGrant files = new()
        {
            MaxOpen = grant.Count("maxOpen", "The files and directories that an instance has open.", 64, 0, 4_096),
            MaxBytesRead = grant.Size("maxBytesRead", "The bytes that are read in one call.", 64L * 1024 * 1024),
            MaxEntriesListed = grant.Count("maxEntriesListed", "The entries of directories that are listed in one call.", 65_536),
            MaxBytesWritten = grant.Size("maxBytesWritten", "The bytes that are written in one call.", 64L * 1024 * 1024),
        };
        if (!grant.Has("mounts"))
        {
            grant.Report(null, "allows nothing: name directories in \"mounts\", or leave it out.");
        }

        return new FilesGrant(mounts, files);
    }

    public override void Define(Linker linker, GrantContext context, FilesGrant grant)
    {
        FileMount[] opened = [.. grant.Mounts.Select(mount => mount.Open(context))];
        context.Files = new GuestFiles(grant.Limits with { Mounts = opened }, context.Denials);
        linker.DefineFiles(context.Files.ForInstance);
    }

    private static bool ReadMount(GrantReader entry, List<MountGrant> mounts)
    {
        string path = entry.Text("path", "The path that guests know it by, such as /data.");
        string directory = entry.Text("directory", "A directory of the host; a relative path begins in the manifest's folder.", "");
        string file = entry.Text("file", "A single file of the host, in place of a directory.", "");
        bool isMemory = entry.Flag("memory", "Whether it is a drive in memory, which the module's instances share.");
        bool isWritable = entry.Flag("writable", "Whether guests may change it.");
        bool isOverlay = entry.Flag("overlay", "Whether what guests change goes to a drive in memory, and never to the host.");
        GrantReader quota = entry.Part("quota", "What the directory, or the drive in memory, may hold.");
        FileQuota limits = new()
        {
            MaxBytes = quota.Size("maxBytes", "The bytes of all files.", 16L * 1024 * 1024),
            MaxFiles = quota.Count("maxFiles", "The files, directories and links, with the root.", 1_024, 1),
        };
        int kinds = (directory.Length > 0 ? 1 : 0) + (file.Length > 0 ? 1 : 0) + (isMemory ? 1 : 0);
        if (kinds != 1)
        {
            string has = kinds == 0 ? "has no files" : "has several sources";
            entry.Report(null, $"{has}: write one of \"directory\", \"file\" and \"memory\": true.");
            return false;
        }

        if (isOverlay && (isMemory || !isWritable))
        {
            entry.Report("overlay", "is for files of the host that guests may change: write \"writable\": true, or leave it out.");
        }

        string? source = isMemory ? null : entry.FullPath(directory.Length > 0 ? directory : file);
        MountGrant mount = new(path, source, file.Length > 0, isWritable, isOverlay, entry.Has("quota") ? limits : null);
        if (mount.Check() is { } fault)
        {
            entry.Report("path", fault);
        }

        foreach (MountGrant earlier in mounts)
        {
            if (mount.Contradicts(earlier) is { } contradiction)
            {
                entry.Report(null, contradiction);
            }
        }

        mounts.Add(mount);
        return true;
    }
}
