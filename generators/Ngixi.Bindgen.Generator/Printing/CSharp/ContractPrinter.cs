using Ngixi.Bindgen.Generator.Contracts;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>Prints what the host says to guests of an interface, beside the glue: what they are built against, and their stub.</summary>
/// <remarks>Both are in one file: each run of the compiler compares the names of all files of a generator with each other.</remarks>
internal static class ContractPrinter
{
    /// <summary>The constant of the glue's class with the shape of the interface.</summary>
    public const string Current = "Contract";

    /// <summary>The shapes that are served too.</summary>
    public const string Earlier = "EarlierContracts";

    /// <param name="guestFiles">The contract and the stub.</param>
    /// <param name="hasGlue">Whether there is glue, which serves the contract.</param>
    public static SourceFile Print(GuestFiles guestFiles, bool hasGlue)
    {
        CodeWriter writer = new("    ");
        ContractDescriptor contract = guestFiles.Contract;
        string imports = $"{contract.Name.WithoutInterfacePrefix}Imports";
        CSharpText.WriteHeader(writer, $"the interface {contract.Name.Path}");
        if (hasGlue)
        {
            string container = contract.Name.Namespace.Length == 0 ? imports : $"{CSharpText.NamespaceName(contract.Name.Namespace)}.{imports}";
            writer.Line($"[assembly: global::Ngixi.Bindgen.GuestContract(global::{container}.{Current})]");
        }

        StubAttributePrinter.WriteStub(writer, guestFiles.Stub);
        if (hasGlue)
        {
            writer.Line();
            WriteNamespace(writer, contract, imports);
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

    private static void WriteNamespace(CodeWriter writer, ContractDescriptor contract, string imports)
    {
        if (contract.Name.Namespace.Length > 0)
        {
            writer.Line($"namespace {CSharpText.NamespaceName(contract.Name.Namespace)}");
            writer.Block(() => WriteClass(writer, contract, imports));
        }
        else
        {
            WriteClass(writer, contract, imports);
        }
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
