namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>One run of asc on a guest.</summary>
internal static class GuestCompilation
{
    public static AscResult Run(GuestProject project, string compiler, GuestTools tools)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(project.Module)!);
        ProgramResult result = tools.RunNode([compiler, .. Arguments(project)]);
        return new AscResult(result, AscDiagnostic.Parse(result.Output), result.ExitCode == 0 && File.Exists(project.Module));
    }

    /// <summary>What asc is told beside the guest's <c>asconfig.json</c>. It takes what is an absolute path for one.</summary>
    public static IReadOnlyList<string> Arguments(GuestProject project) =>
        [.. project.Entries, "--target", project.Target, "--outFile", project.Module, "--sourceMap", "--noColors"];
}
