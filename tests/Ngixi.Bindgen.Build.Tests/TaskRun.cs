using System.Collections;
using Microsoft.Build.Framework;
using Ngixi.Bindgen.Build.Compiling;

namespace Ngixi.Bindgen.Build.Tests;

/// <summary>A task of the build, run in this process: on an assembly that was made up, or on guests.</summary>
internal sealed class TaskRun : IBuildEngine
{
    private TaskRun()
    {
    }

    public List<string> Errors { get; } = [];

    public List<string> Messages { get; } = [];

    public List<string> Warnings { get; } = [];

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 0;

    public int ColumnNumberOfTaskNode => 0;

    public string ProjectFileOfTaskNode => "";

    public static TaskRun Of(string assembly, string directory, string manifest, bool isVerify = false, string? project = null) =>
        Of(
            assembly,
            [new Microsoft.Build.Utilities.TaskItem(directory.Replace("%", "%25", StringComparison.Ordinal))],
            [],
            manifest,
            isVerify,
            project);

    public static TaskRun Of(
        string assembly, ITaskItem[] guests, string[] references, string manifest, bool isVerify = false, string? project = null)
    {
        TaskRun run = new();
        GuestStubsTask task = new()
        {
            BuildEngine = run,
            Assembly = assembly,
            ProjectDirectory = project ?? Path.GetDirectoryName(Path.GetFullPath(assembly))!,
            Guests = guests,
            References = [.. references.Select(reference => new Microsoft.Build.Utilities.TaskItem(reference))],
            Manifest = manifest,
            Verify = isVerify,
        };
        bool isDone = task.Execute();
        Assert.Equal(isDone, run.Errors.Count == 0);
        return run;
    }

    /// <summary>Compiles guests.</summary>
    public static TaskRun OfGuests(string project, ITaskItem[] guests, string node = "node", string npm = "npm")
    {
        TaskRun run = new();
        using GuestProjectsTask task = new()
        {
            BuildEngine = run,
            ProjectDirectory = project,
            OutputDirectory = "obj/modules/",
            Configuration = "Debug",
            Projects = guests,
            Node = node,
            Npm = npm,
        };
        Assert.Equal(task.Execute(), run.Errors.Count == 0);
        return run;
    }

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException();

    public void LogCustomEvent(CustomBuildEventArgs e)
    {
    }

    public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add($"{Place(e.File, e.LineNumber, e.ColumnNumber)}{e.Code}: {e.Message}");

    public void LogMessageEvent(BuildMessageEventArgs e) => Messages.Add(e.Message ?? "");

    public void LogWarningEvent(BuildWarningEventArgs e) => Warnings.Add($"{Place(e.File, e.LineNumber, e.ColumnNumber)}{e.Code}: {e.Message}");

    /// <summary>The place of a diagnostic in a source; nothing where it is about a whole file.</summary>
    private static string Place(string? file, int line, int column) => line == 0 ? "" : $"{file}({line},{column}): ";
}
