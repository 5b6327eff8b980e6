using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>Compiles guests in AssemblyScript: installs their packages and runs asc, each only when what it reads has changed.</summary>
public sealed class GuestProjectsTask : BuildTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource cancellation = new();

    /// <summary>
    /// Gets or sets the folders of guests, each with <c>Module</c>, the path of its module below <see cref="OutputDirectory"/>, and, if it
    /// says so, <c>Entries</c> beside those of its <c>asconfig.json</c>, and the <c>AscTarget</c> for another target there.
    /// </summary>
    [Required]
    public ITaskItem[] Projects { get; set; } = [];

    /// <summary>Gets or sets the folder of the host's project.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = "";

    /// <summary>Gets or sets the folder for modules, of the host's intermediate files.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary>Gets or sets the configuration of the build, whose name in lower case is the usual target of asc.</summary>
    [Required]
    public string Configuration { get; set; } = "";

    /// <summary>Gets or sets the program Node: a name on the PATH, or a path.</summary>
    public string Node { get; set; } = "node";

    /// <summary>Gets or sets the program npm: a name on the PATH, or a path.</summary>
    public string Npm { get; set; } = "npm";

    private protected override string DefaultFile => "";

    /// <inheritdoc/>
    public void Cancel() => cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => cancellation.Dispose();

    private protected override StubException Explain(Exception exception) =>
        new("NGXB0020", $"The guest could not be compiled: {exception.Message}");

    private protected override void Run()
    {
        HashSet<string> outputs = new(StringComparer.OrdinalIgnoreCase);
        foreach (ITaskItem item in Projects)
        {
            GuestProject project = GuestProject.Read(item, ProjectDirectory, OutputDirectory, Configuration);
            if (!outputs.Add(project.Module))
            {
                throw new StubException(
                    "NGXB0008",
                    $"Two guests would be the module '{item.GetMetadata("Module")}'. Give each a Module of its own.");
            }

            try
            {
                Build(project);
            }
            catch (OperationCanceledException)
            {
                // MSBuild, which asked for it, says so.
                return;
            }
        }
    }

    private void Build(GuestProject project)
    {
        GuestTools tools = new(Node, Npm, project.Folder, cancellation.Token);
        GuestPackages packages = new(project, tools);
        if (packages.Install())
        {
            Log.LogMessage(MessageImportance.High, "{0}", $"installed the packages of the guest {project.Stated}");
        }

        GuestFingerprint fingerprint = new(project);
        if (fingerprint.IsCurrent)
        {
            Log.LogMessage(MessageImportance.Low, "{0}", $"the guest {project.Stated} has not changed");
            return;
        }

        fingerprint.Forget();
        AscResult result = GuestCompilation.Run(project, packages.Compiler, tools);
        foreach (AscDiagnostic diagnostic in result.Diagnostics)
        {
            Report(project, packages, diagnostic);
        }

        if (result.IsDone)
        {
            fingerprint.Remember();
            Log.LogMessage(MessageImportance.High, "{0}", $"compiled the guest {project.Stated} to {project.Output}");
        }
        else if (!Log.HasLoggedErrors)
        {
            throw result.Explain(project);
        }
    }

    private void Report(GuestProject project, GuestPackages packages, AscDiagnostic diagnostic)
    {
        string? file = diagnostic.File is null ? project.ConfigFile : packages.PathOf(diagnostic.File);
        switch (diagnostic.Severity)
        {
            case AscSeverity.Error:
                Log.LogError(
                    null, diagnostic.Code, null, null, file, diagnostic.Line, diagnostic.Column, 0, 0, "{0}", diagnostic.Message);
                break;
            case AscSeverity.Warning:
                Log.LogWarning(
                    null, diagnostic.Code, null, null, file, diagnostic.Line, diagnostic.Column, 0, 0, "{0}", diagnostic.Message);
                break;
            default:
                Log.LogMessage(MessageImportance.Normal, "{0}", $"{file}({diagnostic.Line},{diagnostic.Column}): {diagnostic.Message}");
                break;
        }
    }
}
