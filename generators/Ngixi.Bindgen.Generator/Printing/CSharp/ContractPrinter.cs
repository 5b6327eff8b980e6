using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>Prints what stands behind the glue: what guests of the interface are built against, and the stub that they get.</summary>
internal static class ContractPrinter
{
    /// <summary>The constant of the glue's class with the shape of the interface.</summary>
    public const string Current = "Contract";

    /// <summary>The shapes that are served too.</summary>
    public const string Earlier = "EarlierContracts";

    public static void Write(CodeWriter writer, ContractDescriptor contract, StubFile stub)
    {
        string imports = $"{contract.Name.WithoutInterfacePrefix}Imports";
        string container = contract.Name.Namespace.Length == 0 ? imports : $"{CSharpText.NamespaceName(contract.Name.Namespace)}.{imports}";
        writer.Line($"[global::Ngixi.Bindgen.GuestContract(global::{container}.{Current})]");
        StubAttributePrinter.WriteStub(writer, stub, target: "");
        WriteClass(writer, contract, imports);
    }

    /// <summary>Writes the text of a shape as a literal.</summary>
    public static void WriteText(CodeWriter writer, string text, string end)
    {
        writer.Line("\"\"\"");
        writer.Lines(text);
        writer.Line($"\"\"\"{end}");
    }

    private static void WriteClass(CodeWriter writer, ContractDescriptor contract, string imports)
    {
        writer.Line($"{(contract.IsPublic ? "public" : "internal")} static partial class {imports}");
        writer.Block(() =>
        {
            writer.Line("// What guests are built against (docs/abi.md, Contract markers).");
            writer.Line($"internal const string {Current} =");
            writer.Indented(() => WriteText(writer, contract.Text, ";"));
            writer.Line();
            writer.Line("// What guests may be built against as well: shapes of the contract file that the interface still serves.");
            if (contract.Earlier.Count == 0)
            {
                writer.Line($"private static string[] {Earlier} => [];");
                return;
            }

            writer.Line($"private static string[] {Earlier} =>");
            writer.Line("[");
            writer.Indented(() =>
            {
                foreach (string text in contract.Earlier)
                {
                    WriteText(writer, text, ",");
                }
            });
            writer.Line("];");
        });
    }
}
