using Ngixi.Bindgen.Generator.Guests;
using Ngixi.Bindgen.Generator.Guests.Languages;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Prints the attributes that carry stub files inside the host's assembly.</summary>
internal static class StubAttributePrinter
{
    public static SourceFile Print(StubFile stub)
    {
        CodeWriter writer = new("    ");
        CSharpText.WriteHeader(writer, stub.Origin);
        WriteStub(writer, stub);
        return new SourceFile(HintName.OfStub(stub.Origin, stub.Language, stub.Role == StubRole.Exports), writer.Finish());
    }

    /// <summary>Prints what there is once: the manifest, and the files that the stubs share.</summary>
    public static SourceFile PrintManifest(IReadOnlyList<StubSummary> stubs, string assembly)
    {
        CodeWriter writer = new("    ");
        CSharpText.WriteHeader(writer, "the C# interfaces, for guests");
        List<StubFile> shared =
        [
            .. stubs.GroupBy(stub => stub.Language, StringComparer.Ordinal)
                .SelectMany(ofLanguage => GuestLanguages.Find(ofLanguage.Key).PrintShared([.. ofLanguage], assembly)),
        ];

        foreach (StubFile stub in shared)
        {
            WriteStub(writer, stub);
            writer.Line();
        }

        writer.Line(
            $"[assembly: {GlueTypes.GuestStubManifest}(version: 3, count: {CSharpText.Number(stubs.Count + shared.Count)}, languages: "
            + $"{CSharpText.Literal(string.Join(";", GuestLanguages.All.Select(language => language.Name)))})]");
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

        IEnumerable<string> arguments = new[]
        {
            stub.Language,
            stub.Path,
            stub.Contract,
            string.Join(";", stub.Needs),
            stub.Entry?.Index ?? "",
            stub.Entry?.Text ?? "",
        };
        writer.Line($"[{target}{GlueTypes.GuestStub}({string.Join(", ", arguments.Select(CSharpText.Literal))},");
        writer.Line(quotes);
        writer.Lines(stub.Text);
        writer.Line($"{quotes})]");
    }
}
