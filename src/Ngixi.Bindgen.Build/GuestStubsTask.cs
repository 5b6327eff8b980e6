using Microsoft.Build.Framework;

namespace Ngixi.Bindgen.Build;

/// <summary>Brings the stub files of a guest in line with the interfaces of a compiled host.</summary>
public sealed class GuestStubsTask : Microsoft.Build.Utilities.Task
{
    /// <summary>Gets or sets the compiled host.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Gets or sets the folder for the stubs.</summary>
    [Required]
    public string GuestDirectory { get; set; } = "";

    /// <summary>Gets or sets where this task keeps what it wrote.</summary>
    [Required]
    public string Manifest { get; set; } = "";

    /// <summary>Gets or sets whether to compare only, and fail on a difference.</summary>
    public bool Verify { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            Run();
        }
        catch (StubException problem)
        {
            Report(problem);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            Report(new StubException("NGXB0006", $"The stubs in '{GuestDirectory}' could not be brought up to date: {exception.Message}"));
        }

        return !Log.HasLoggedErrors;
    }

    private void Run()
    {
        IReadOnlyList<GuestStub> stubs = GuestStubReader.Read(Assembly);
        GuestDirectory directory = new(GuestDirectory);
        if (Verify)
        {
            foreach (StubException problem in directory.Verify(stubs))
            {
                Report(problem);
            }

            return;
        }

        foreach (string file in directory.Write(stubs, StubManifest.Read(Manifest)))
        {
            Log.LogMessage(MessageImportance.High, $"{(File.Exists(file) ? "wrote" : "deleted")} guest stub {file}");
        }

        StubManifest.Write(Manifest, GuestDirectory, stubs.Select(stub => Path.GetFullPath(Path.Combine(GuestDirectory, stub.Path))));
    }

    private void Report(StubException problem) =>
        Log.LogError(subcategory: null, problem.Code, helpKeyword: null, problem.File ?? Assembly, 0, 0, 0, 0, problem.Message);
}
