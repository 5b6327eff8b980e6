using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Guests;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Imports that the library of a guest's language has, too. A guest asks for them with parameters of that library.</summary>
internal static class OwnImports
{
    public static void Check(ContractView contract)
    {
        if (contract.Import is not { } import)
        {
            return;
        }

        foreach (MethodView method in contract.Methods)
        {
            if (contract.Languages.FirstOrDefault(language => language.IsOwnImport(import.Module, method.Model.ImportName)) is { } owner)
            {
                contract.Report(
                    Advice.OwnImport,
                    method.Location,
                    method.Model.Name,
                    $"{import.Module}.{method.Model.ImportName}",
                    owner.Name);
            }
        }
    }
}
