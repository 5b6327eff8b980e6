using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;
using Ngixi.Bindgen.Generator.Printing;
using Ngixi.Bindgen.Generator.Printing.AssemblyScript;

namespace Ngixi.Bindgen.Generator.Analyzers.Checks;

/// <summary>Names that a stub has to change: they are words of AssemblyScript, or taken.</summary>
internal static class GuestNames
{
    private const string IsWord = "is a word of AssemblyScript or of the stubs";

    public static void Check(ContractView contract, Seen seen)
    {
        CheckInterface(contract);
        CheckMethods(contract);
        foreach (EnumDefinition enumeration in contract.Enums.Where(type => seen.IsNew(type.Name)))
        {
            CheckType(contract, enumeration.Name, enumeration.Members.Select(member => (member.Name, member.Name, ScriptText.MemberName(member.Name, WireTypes.ScalarOf(enumeration.Underlying).Stored))));
        }

        foreach (RecordDefinition record in contract.Records.Concat(contract.Unions.SelectMany(union => union.Cases)).Where(type => seen.IsNew(type.Name)))
        {
            CheckType(contract, record.Name, record.Fields.Select(field => (field.Name, Naming.ToCamelCase(field.Name), ScriptWords.Field(Naming.ToCamelCase(field.Name)))));
        }

        foreach (UnionDefinition union in contract.Unions.Where(type => seen.IsNew(type.Name)))
        {
            CheckType(contract, union.Name, []);
        }
    }

    private static void CheckInterface(ContractView contract)
    {
        string name = contract.Import is { } import ? ScriptText.NamespaceOf(import.Name) : contract.Name.WithoutInterfacePrefix;
        string printed = contract.Import is not null ? ScriptWords.Identifier(name) : ScriptText.ClassName(contract.Name);
        Compare(contract, null, contract.Symbol.Name, name, printed);
    }

    private static void CheckMethods(ContractView contract)
    {
        // Stubs have only the latest version of a method.
        HashSet<ImportMethod> latest = [.. MethodVersion.Latest([.. contract.Methods.Select(method => method.Model)])];
        NameScope scope = new();
        foreach (MethodView method in contract.Methods.Where(method => latest.Contains(method.Model)))
        {
            string name = Naming.ToCamelCase(method.Model.GuestName);
            string identifier = contract.Import is not null ? FunctionPrinter.FunctionName(method.Model) : FunctionPrinter.MethodName(method.Model);
            string printed = scope.Take(identifier);
            if (identifier == name && printed != name)
            {
                contract.Report(Advice.GuestNameDiffers, method.Location, method.Model.Name, printed, name, "is another method");
            }
            else
            {
                Compare(contract, method.Location, method.Model.Name, name, printed);
            }
        }
    }

    private static void CheckType(ContractView contract, TypeName name, IEnumerable<(string Name, string Expected, string Printed)> members)
    {
        if (contract.Find(name) is not { } type || type.Locations.FirstOrDefault(contract.IsHere) is not { } place)
        {
            return;
        }

        Compare(contract, place, type.Name, type.Name, ScriptText.TypeName(name));
        foreach ((string member, string expected, string printed) in members)
        {
            Location? memberPlace = type.GetMembers(member).FirstOrDefault()?.Locations.FirstOrDefault(contract.IsHere);
            Compare(contract, memberPlace ?? place, $"{type.Name}.{member}", expected, printed);
        }
    }

    private static void Compare(ContractView contract, Location? place, string symbol, string name, string printed)
    {
        if (printed != name)
        {
            contract.Report(Advice.GuestNameDiffers, place, symbol, printed, name, IsWord);
        }
    }
}
