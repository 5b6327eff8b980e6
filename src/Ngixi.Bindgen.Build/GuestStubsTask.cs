using Microsoft.Build.Framework;

namespace Ngixi.Bindgen.Build;

/// <summary>Brings the stub files of a guest in line with the interfaces of a compiled host.</summary>
public sealed class GuestStubsTask : BuildTask
{
    /// <summary>Gets or sets the compiled host.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Gets or sets the language of the host's project, as MSBuild names it.</summary>
    public string ProjectLanguage { get; set; } = "C#";

    /// <summary>Gets or sets the folder of the host's project.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>Gets or sets the folders for stubs, each with its <c>Language</c>, and <c>IsIntermediate</c> for one of the build's own.</summary>
    [Required]
    public ITaskItem[] Guests { get; set; } = [];

    /// <summary>Gets or sets the languages that the project states beside those of its guests.</summary>
    public string[] Languages { get; set; } = [];

    /// <summary>Gets or sets where this task keeps the names of the files that it wrote.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Gets or sets whether to compare only, and fail on a difference.</summary>
    public bool Verify { get; set; }

    private protected override string DefaultFile => Assembly;

    private protected override StubException Explain(Exception exception) =>
        new("NGXB0006", $"The stubs could not be brought up to date: {exception.Message} Make the folder writable, or give the guest another.");

    private protected override void Run()
    {
        foreach (ITaskItem item in Guests.Where(item => item.GetMetadata("IsIntermediate") != "true"))
        {
            GuestDirectoryName.Check(item.ItemSpec);
        }

        CarriedStubs carried = GuestStubReader.Read(Assembly, ProjectLanguage) ?? new CarriedStubs([], []);
        foreach (string language in Languages)
        {
            GuestFolder.FindLanguage(language.Trim(), carried.Languages, "NgixiGuestLanguages has");
        }

        IReadOnlyList<GuestFolder> guests = GuestFolder.Read(Guests, ProjectDirectory, carried.Languages);
        if (Verify)
        {
            foreach (StubException problem in guests.SelectMany(guest => DirectoryOf(guest).Verify(carried.In(guest.Language))))
            {
                Report(problem);
            }

            return;
        }

        StubManifest previous = StubManifest.Read(Manifest);
        foreach (GuestFolder guest in guests)
        {
            WriteTo(guest, carried);
        }

        string[] added = [.. guests.Select(guest => guest.Path).Where(path => !previous.Folders.Contains(path))];
        string reason = added.Length == 0 ? "is gone" : $"has moved to {string.Join(" or ", added)}";
        foreach (string folder in previous.Folders.Where(folder => guests.All(guest => guest.Path != folder) && guests.Any(guest => DirectoryOf(guest).IsSameOwner(folder))))
        {
            Log.LogMessage(MessageImportance.High, "{0}", $"left the guest stubs in {folder}; delete them if the guest {reason}");
        }

        new StubManifest(
            [.. guests.Select(guest => guest.Path)],
            [.. guests.SelectMany(guest => carried.In(guest.Language).Select(stub => Path.GetFullPath(Path.Combine(guest.Path, stub.Path))))]).Write(Manifest);
    }

    private void WriteTo(GuestFolder guest, CarriedStubs carried)
    {
        IReadOnlyList<string> changed = DirectoryOf(guest).Write(carried.In(guest.Language));
        foreach (string file in changed)
        {
            Log.LogMessage(MessageImportance.High, "{0}", $"{(File.Exists(file) ? "wrote" : "deleted")} guest stub {file}");
        }

        if (carried.Stubs.Count == 0 && changed.Count == 0 && guest.Stated.Length > 0)
        {
            Warn(new StubException(
                "NGXB0012",
                $"The guest directory is '{guest.Stated}', and this project has no [WasmImport] or [WasmExport] interface. Set it in the project that declares them."));
        }
    }

    private GuestDirectory DirectoryOf(GuestFolder guest) => new(guest.Path, Path.GetFileNameWithoutExtension(Assembly));
}
