using Ngixi.Bindgen.Generator.Diagnostics;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>
/// Imports that <c>linker.DefineAssemblyScript</c> defines too. Where it does not, a guest in AssemblyScript still asks for
/// them, with parameters of its own.
/// </summary>
internal static class AssemblyScriptImports
{
    private const string Module = "env";

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "abort", "trace", "seed", "Date.now", "performance.now",
        "console.assert", "console.debug", "console.error", "console.info", "console.log", "console.warn",
    };

    public static void Check(ContractView contract)
    {
        if (contract.Import?.Module != Module)
        {
            return;
        }

        foreach (MethodView method in contract.Methods)
        {
            if (Names.Contains(method.Model.ImportName))
            {
                contract.Report(Advice.AssemblyScriptImport, method.Location, method.Model.Name, $"{Module}.{method.Model.ImportName}");
            }
        }
    }
}
