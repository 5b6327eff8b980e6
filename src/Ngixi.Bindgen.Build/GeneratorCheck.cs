namespace Ngixi.Bindgen.Build;

/// <summary>Tells why an assembly with contracts has nothing of the generator.</summary>
internal static class GeneratorCheck
{
    /// <param name="assemblyPath">An assembly without output of the generator.</param>
    /// <param name="language">The language of its project, as MSBuild names it.</param>
    /// <exception cref="StubException">It has contracts.</exception>
    public static void RequireNoContracts(string assemblyPath, string language)
    {
        IReadOnlyList<string> contracts = AssemblyAttributes.Contracts(assemblyPath);
        if (contracts.Count == 0)
        {
            return;
        }

        throw language == "C#"
            ? new StubException(
                "NGXB0003",
                $"'{assemblyPath}' has the interface {contracts[0]} and no stubs, so the generator of Ngixi.Bindgen did not run; "
                + "nothing was written or deleted. "
                + "Look for CS9057, CS8032 or CS8785 among the warnings, and let this project reference the package Ngixi.Bindgen itself, "
                + "with its analyzers.")
            : new StubException(
                "NGXB0011",
                $"{contracts[0]} is declared in {language}, and the generator of Ngixi.Bindgen reads C# alone. "
                + "Declare it in a C# library, and reference that library here.");
    }
}
