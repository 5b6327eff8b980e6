using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;
using Ngixi.Bindgen.Generator.Printing;
using Ngixi.Bindgen.Generator.Printing.AssemblyScript;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Names that a stub has to change: they are words of AssemblyScript, or taken.</summary>
internal static class GuestNames
{
    public static void Check(ContractView contract)
    {
        // The name of an export must be one as it is (NGX0006).
        if (contract.Export is not null)
        {
            return;
        }

        if (contract.Import is { } import)
        {
            string name = ScriptText.NamespaceOf(import.Name);
            Compare(contract, null, contract.Symbol.Name, name, ScriptText.Identifier(name));
        }

        // Stubs have only the latest version of a method.
        HashSet<ImportMethod> latest = [.. MethodVersion.Latest([.. contract.Methods.Select(method => method.Model)])];
        NameScope scope = new();
        foreach (MethodView method in contract.Methods.Where(method => latest.Contains(method.Model)))
        {
            string name = Naming.ToCamelCase(method.Model.GuestName);
            string identifier = contract.Import is not null ? ScriptText.Identifier(name) : ScriptText.Member(name);
            string printed = scope.Take(identifier);
            if (identifier == name && printed != name)
            {
                contract.Report(Advice.GuestNameDiffers, method.Location, method.Model.Name, printed, name, "is another method there");
            }
            else
            {
                Compare(contract, method, method.Model.Name, name, printed);
            }
        }
    }

    private static void Compare(ContractView contract, MethodView? method, string symbol, string name, string printed)
    {
        if (printed != name)
        {
            contract.Report(Advice.GuestNameDiffers, method?.Location, symbol, printed, name, "is a word of AssemblyScript, or of the stubs");
        }
    }
}
