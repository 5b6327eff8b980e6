using System.Globalization;
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
        return new SourceFile($"{stub.Origin}.Stub.g.cs", writer.Finish());
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

        string count = (stubs.Count + shared.Count).ToString(CultureInfo.InvariantCulture);
        writer.Line($"[assembly: global::Ngixi.Bindgen.GuestStubManifest(version: 1, count: {count})]");
        return new SourceFile("Stubs.g.cs", writer.Finish());
    }

    /// <param name="target">What has the attribute, as it stands before it: the assembly, or nothing for the type that follows.</param>
    public static void WriteStub(CodeWriter writer, StubFile stub, string target = "assembly: ")
    {
        string quotes = "\"\"\"";
        while (stub.Text.Contains(quotes))
        {
            quotes += "\"";
        }

        writer.Line($"[{target}global::Ngixi.Bindgen.GuestStub({CSharpText.Literal(stub.Path)},");
        writer.Line(quotes);
        writer.Lines(stub.Text);
        writer.Line($"{quotes})]");
    }
}
