using Ngixi.Bindgen.Generator.Contracts;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>Prints what the host says of a contract, beside the glue: what guests of the interface are built against.</summary>
internal static class ContractPrinter
{
    /// <summary>The constant of the glue's class with the shape of the interface.</summary>
    public const string Current = "Contract";

    /// <summary>The shapes that are served too.</summary>
    public const string Earlier = "EarlierContracts";

    public static SourceFile Print(ContractDescriptor contract)
    {
        CodeWriter writer = new("    ");
        string imports = $"{contract.Name.WithoutInterfacePrefix}Imports";
        string container = contract.Name.Namespace.Length == 0 ? imports : $"{CSharpText.NamespaceName(contract.Name.Namespace)}.{imports}";
        CSharpText.WriteHeader(writer, $"the interface {contract.Name.Path}");
        writer.Line($"[assembly: global::Ngixi.Bindgen.GuestContract(global::{container}.{Current})]");
        writer.Line();
        if (contract.Name.Namespace.Length > 0)
        {
            writer.Line($"namespace {CSharpText.NamespaceName(contract.Name.Namespace)}");
            writer.Block(() => WriteClass(writer, contract, imports));
        }
        else
        {
            WriteClass(writer, contract, imports);
        }

        return new SourceFile($"{contract.Name.Full}.Contract.g.cs", writer.Finish());
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
