using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Guests;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Prints what stands behind the glue: what guests of the interface are built against, and the stub that they get.</summary>
internal static class ContractPrinter
{
    /// <summary>The constant of the glue's class with the shape of the interface.</summary>
    public const string Current = "Contract";

    /// <summary>The shapes that are served too.</summary>
    public const string Earlier = "EarlierContracts";

    /// <summary>Writes the part of the glue's class with the contract of its guests.</summary>
    /// <param name="glueName">The glue's class.</param>
    public static void WriteContract(CodeWriter writer, ContractDescriptor contract, string glueName)
    {
        WriteAttribute(writer, new GlueNames().Type(contract.Name with { Path = glueName }), contract.Limits);
        WriteClass(writer, contract, glueName);
    }

    /// <summary>Writes the attribute by which the build gets the contract.</summary>
    /// <param name="glue">The class that has the shape.</param>
    /// <param name="limits">The limits of what guests pass; empty for none.</param>
    public static void WriteAttribute(CodeWriter writer, string glue, string limits)
    {
        string head = $"[{GlueTypes.GuestContract}({glue}.{Current}";
        if (limits.Length == 0)
        {
            writer.Line($"{head})]");
            return;
        }

        writer.Line($"{head},");
        writer.Indented(() => WriteText(writer, limits, ")]"));
    }

    /// <summary>Writes the stubs that the assembly carries, as attributes of the glue's class.</summary>
    public static void WriteStubs(CodeWriter writer, ContractDescriptor contract, string glueName, IReadOnlyList<StubFile> stubs)
    {
        writer.Line("// The stubs of guests, which the build takes out of the assembly. Read them in the guests' folders.");
        foreach (StubFile stub in stubs)
        {
            StubAttributePrinter.WriteStub(writer, stub, target: "");
        }

        writer.Line($"{Modifiers(contract)} class {glueName};");
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
        writer.Line($"{Modifiers(contract)} class {glueName}");
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

    private static string Modifiers(ContractDescriptor contract) => $"{(contract.IsPublic ? "public" : "internal")} static partial";
}
