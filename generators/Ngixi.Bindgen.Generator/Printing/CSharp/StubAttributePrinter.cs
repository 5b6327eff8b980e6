using Ngixi.Bindgen.Generator.Printing.AssemblyScript;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>Prints the attributes that carry stub files inside the host's assembly.</summary>
internal static class StubAttributePrinter
{
    public static SourceFile Print(StubFile stub)
    {
        CodeWriter writer = new("    ");
        CSharpText.WriteHeader(writer, stub.Origin);
        WriteStub(writer, stub);
        return new SourceFile(stub.IsEntry ? HintName.OfExports(stub.Origin) : HintName.OfStub(stub.Origin), writer.Finish());
    }

    /// <summary>Prints what there is once: the manifest, and the files that the stubs share.</summary>
    public static SourceFile PrintManifest(IReadOnlyList<StubExports> stubs, string assembly)
    {
        CodeWriter writer = new("    ");
        CSharpText.WriteHeader(writer, "the C# interfaces, for guests");
        List<StubFile> shared = stubs.Count == 0 ? [] : [SupportStub.Print(), IndexStubPrinter.Print(stubs, assembly)];
        List<StubExports> entries = [.. stubs.Where(stub => stub.IsEntry)];
        if (entries.Count > 0)
        {
            shared.Add(ExportStubPrinter.PrintEntry(entries, assembly));
        }

        foreach (StubFile stub in shared)
        {
            WriteStub(writer, stub);
            writer.Line();
        }

        writer.Line($"[assembly: {GlueTypes.GuestStubManifest}(version: 1, count: {CSharpText.Number(stubs.Count + shared.Count)})]");
        return new SourceFile(HintName.Manifest, writer.Finish());
    }

    /// <param name="target">What has the attribute, as it stands before it: the assembly, or nothing for the type that follows.</param>
    public static void WriteStub(CodeWriter writer, StubFile stub, string target = "assembly: ")
    {
        string quotes = "\"\"\"";
        while (stub.Text.Contains(quotes))
        {
            quotes += "\"";
        }

        writer.Line($"[{target}{GlueTypes.GuestStub}({CSharpText.Literal(stub.Path)},");
        writer.Line(quotes);
        writer.Lines(stub.Text);
        writer.Line($"{quotes})]");
    }
}
