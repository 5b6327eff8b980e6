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

    /// <summary>
    /// Gets or sets the folders for stubs, each with its <c>Language</c>, <c>From</c> for the assembly that has the stubs instead of the
    /// host, <c>Interfaces</c> for some of them, and <c>IsIntermediate</c> for one of the build's own.
    /// </summary>
    [Required]
    public ITaskItem[] Guests { get; set; } = [];

    /// <summary>Gets or sets the assemblies that the project references; needed where a guest has the stubs of one.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>Gets or sets the languages that the project states beside those of its guests.</summary>
    public string[] Languages { get; set; } = [];

    /// <summary>Gets or sets where this task keeps the names of the files that it wrote.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Gets or sets whether to compare only, and fail on a difference.</summary>
    public bool Verify { get; set; }

    private protected override string DefaultFile => Assembly;

    private protected override StubException Explain(Exception exception) =>
        new(
            "NGXB0006",
            $"The stubs could not be brought up to date: {exception.Message} Make the folder writable, or give the guest another.");

    private protected override void Run()
    {
        foreach (ITaskItem item in Guests.Where(item => item.GetMetadata("IsIntermediate") != "true"))
        {
            GuestDirectoryName.Check(item.ItemSpec);
        }

        CarriedStubs own = GuestStubReader.ReadOwn(Assembly, ProjectLanguage);
        foreach (string language in Languages)
        {
            GuestFolder.FindLanguage(language.Trim(), own.Languages, "NgixiGuestLanguages has");
        }

        IReadOnlyList<GuestFolder> guests = GuestFolder.Read(Guests, ProjectDirectory, own, new ReferencedStubs(References));
        if (Verify)
        {
            foreach (StubException problem in guests.SelectMany(guest => guest.Directory.Verify(guest.Files)))
            {
                Report(problem);
            }

            return;
        }

        StubManifest previous = StubManifest.Read(Manifest);
        foreach (GuestFolder guest in guests)
        {
            WriteTo(guest, isOwn: guest.Source == own);
        }

        foreach (GuestDirectory left in previous.Folders.Where(folder => guests.All(guest => guest.Path != folder.Path) && folder.HasStubs))
        {
            string[] added = [.. guests
                .Where(guest => guest.Source.Assembly == left.Assembly && previous.Folders.All(folder => folder.Path != guest.Path))
                .Select(guest => guest.Path)];
            string reason = added.Length == 0 ? "is gone" : $"has moved to {string.Join(" or ", added)}";
            Log.LogMessage(MessageImportance.High, "{0}", $"left the guest stubs in {left.Path}; delete them if the guest {reason}");
        }

        new StubManifest(
            [.. guests.Select(guest => guest.Directory)],
            [.. guests.SelectMany(guest => guest.Files.Select(file => Path.GetFullPath(Path.Combine(guest.Path, file.Path))))])
                .Write(Manifest);
    }

    private void WriteTo(GuestFolder guest, bool isOwn)
    {
        IReadOnlyList<string> changed = guest.Directory.Write(guest.Files);
        foreach (string file in changed)
        {
            Log.LogMessage(MessageImportance.High, "{0}", $"{(File.Exists(file) ? "wrote" : "deleted")} guest stub {file}");
        }

        if (isOwn && guest.Source.IsEmpty && changed.Count == 0 && guest.Stated.Length > 0)
        {
            Warn(new StubException(
                "NGXB0012",
                $"The guest directory is '{guest.Stated}', and this project has no [WasmImport] or [WasmExport] interface. "
                + "Set it in the project that declares them, "
                + "or let the guest name that project's assembly with From."));
        }
    }
}
