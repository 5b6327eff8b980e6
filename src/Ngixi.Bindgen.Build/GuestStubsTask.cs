using Microsoft.Build.Framework;

namespace Ngixi.Bindgen.Build;

/// <summary>Brings the stub files of a guest in line with the interfaces of a compiled host.</summary>
public sealed class GuestStubsTask : BuildTask
{
    /// <summary>Gets or sets the compiled host.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Gets or sets the language of the host's project, as MSBuild names it.</summary>
    public string Language { get; set; } = "C#";

    /// <summary>Gets or sets the folder for the stubs, as a full path.</summary>
    [Required]
    public string GuestDirectory { get; set; } = "";

    /// <summary>Gets or sets the folder as the project states it; empty when it states none.</summary>
    public string StatedDirectory { get; set; } = "";

    /// <summary>Gets or sets where this task keeps what it wrote.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Gets or sets whether to compare only, and fail on a difference.</summary>
    public bool Verify { get; set; }

    private protected override string DefaultFile => Assembly;

    private protected override StubException Explain(Exception exception) =>
        new("NGXB0006", $"The stubs in '{GuestDirectory}' could not be brought up to date: {exception.Message} Make the folder writable, or set NgixiGuestDirectory to another.");

    private protected override void Run()
    {
        GuestDirectoryName.Check(StatedDirectory);
        IReadOnlyList<GuestStub> stubs = GuestStubReader.Read(Assembly, Language) ?? [];
        GuestDirectory directory = new(GuestDirectory, Path.GetFileNameWithoutExtension(Assembly));
        if (Verify)
        {
            foreach (StubException problem in directory.Verify(stubs))
            {
                Report(problem);
            }

            return;
        }

        WriteTo(directory, stubs);
    }

    private void WriteTo(GuestDirectory directory, IReadOnlyList<GuestStub> stubs)
    {
        string? previous = StubManifest.ReadDirectory(Manifest);
        IReadOnlyList<string> changed = directory.Write(stubs);
        foreach (string file in changed)
        {
            Log.LogMessage(MessageImportance.High, "{0}", $"{(File.Exists(file) ? "wrote" : "deleted")} guest stub {file}");
        }

        if (previous is not null && previous != GuestDirectory && directory.IsSameOwner(previous))
        {
            Log.LogMessage(MessageImportance.High, "{0}", $"left the guest stubs in {previous}; delete them if the guest has moved to {GuestDirectory}");
        }

        if (stubs.Count == 0 && changed.Count == 0 && StatedDirectory.Length > 0)
        {
            Warn(new StubException(
                "NGXB0012",
                $"NgixiGuestDirectory is '{StatedDirectory}', and this project has no [WasmImport] or [WasmExport] interface. Set it in the project that declares them."));
        }

        StubManifest.Write(Manifest, GuestDirectory, stubs.Select(stub => Path.GetFullPath(Path.Combine(GuestDirectory, stub.Path))));
    }
}
