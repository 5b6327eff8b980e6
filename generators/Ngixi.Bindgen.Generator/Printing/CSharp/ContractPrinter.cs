using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Guests;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>Prints what stands behind the glue: what guests of the interface are built against, and the stub that they get.</summary>
internal static class ContractPrinter
{
    /// <summary>The constant of the glue's class with the shape of the interface.</summary>
    public const string Current = "Contract";

    /// <summary>The shapes that are served too.</summary>
    public const string Earlier = "EarlierContracts";

    /// <param name="writer">The file.</param>
    /// <param name="contract">The contract.</param>
    /// <param name="glueName">The class of the glue.</param>
    /// <param name="stubs">The stubs.</param>
    public static void Write(CodeWriter writer, ContractDescriptor contract, string glueName, IEnumerable<StubFile> stubs)
    {
        writer.Line($"[{GlueTypes.GuestContract}({new GlueNames().Type(contract.Name with { Path = glueName })}.{Current})]");
        foreach (StubFile stub in stubs)
        {
            StubAttributePrinter.WriteStub(writer, stub, target: "");
        }

        WriteClass(writer, contract, glueName);
    }

    /// <summary>Writes the text of a shape as a literal.</summary>
    public static void WriteText(CodeWriter writer, string text, string end)
    {
        writer.Line("\"\"\"");
        writer.Lines(text);
        writer.Line($"\"\"\"{end}");
    }

    private static void WriteClass(CodeWriter writer, ContractDescriptor contract, string glueName)
    {
        writer.Line($"{(contract.IsPublic ? "public" : "internal")} static partial class {glueName}");
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
