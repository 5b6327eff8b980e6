namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>What asc made of a guest.</summary>
internal sealed class AscResult(ProgramResult program, IReadOnlyList<AscDiagnostic> diagnostics, bool isDone)
{
    public IReadOnlyList<AscDiagnostic> Diagnostics { get; } = diagnostics;

    /// <summary>Gets whether there is a module.</summary>
    public bool IsDone { get; } = isDone;

    /// <summary>Says why there is no module, where no error does.</summary>
    public StubException Explain(GuestProject project) => program.ExitCode == 0
        ? new StubException(
            "NGXB0019", $"The guest '{project.Stated}' has no entry files. Write them to \"entries\" there.", project.ConfigFile)
        : new StubException("NGXB0020", $"asc could not compile the guest '{project.Stated}': {program.Summary}", project.ConfigFile);
}
