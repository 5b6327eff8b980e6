using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Build;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>What one run of the generator made: C# for the host by hint name, stubs for guests by path.</summary>
internal sealed partial class GeneratedFiles
{
    private const string StubAttribute = "Ngixi.Bindgen.GuestStubAttribute";

    private readonly Compilation output;

    private GeneratedFiles(IReadOnlyDictionary<string, string> host, Compilation output)
    {
        this.output = output;
        Host = host;
    }

    /// <summary>Gets all sources that were added, the ones that carry stubs too.</summary>
    public IReadOnlyDictionary<string, string> Host { get; }

    /// <summary>Gets all sources, without the attributes that carry stubs.</summary>
    public IReadOnlyDictionary<string, string> HostWithoutStubs => Host.ToDictionary(file => file.Key, file => WithoutStub(file.Value));

    /// <summary>Gets the stubs in AssemblyScript.</summary>
    public IReadOnlyDictionary<string, string> Guest => GuestIn("AssemblyScript");

    /// <summary>Gets the stubs in a language, read from the attributes that carry them.</summary>
    public IReadOnlyDictionary<string, string> GuestIn(string language) =>
        new CarriedStubs("", CarriedIn(language), [language]).FilesIn(language).ToDictionary(file => file.Path, file => file.Text);

    /// <summary>Gets the stubs in a language as the assembly carries them.</summary>
    public IReadOnlyList<GuestStub> CarriedIn(string language) =>
        [.. TypesIn(output.Assembly.GlobalNamespace).SelectMany(type => type.GetAttributes())
            .Concat(output.Assembly.GetAttributes())
            .Where(attribute => attribute.AttributeClass?.ToDisplayString() == StubAttribute)
            .Select(attribute => attribute.ConstructorArguments.Select(argument => (string)argument.Value!).ToArray())
            .Select(stub => new GuestStub(stub[0], stub[1], stub[2], stub[3], stub[4], stub[5], stub[6]))
            .Where(stub => stub.Language == language)];

    /// <summary>Gets all errors and warnings of the compilation with the generated sources in it. It is compiled for who asks.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics =>
        field ??= [.. output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>Gets the errors and warnings in generated code, and those that have no place.</summary>
    public IEnumerable<Diagnostic> DiagnosticsInGeneratedCode =>
        Diagnostics.Where(diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) != false);

    /// <summary>Gets what <see cref="HostCode.NamesByPlace"/> finds in the generated sources.</summary>
    public IEnumerable<string> NamesByPlace =>
        HostCode.NamesByPlace(output, output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)));

    /// <summary>Compiles the sources with those that were added.</summary>
    public byte[] Emit()
    {
        using MemoryStream assembly = new();
        Assert.Empty(output.Emit(assembly).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return assembly.ToArray();
    }

    /// <summary>Cuts the attributes that carry stubs out of a source.</summary>
    public static string WithoutStub(string source) => CarriedStub().Replace(source, "");

    /// <param name="languages">The languages of the project's guests; none for the usual one.</param>
    public static GeneratedFiles From(CSharpCompilation compilation, params string[] languages)
    {
        GeneratorDriver driver = Sources.Driver(languages: languages)
            .WithUpdatedParseOptions(compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorRunResult run = driver.GetRunResult().Results.Single();
        Assert.Null(run.Exception);
        return new GeneratedFiles(
            run.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString()),
            output);
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(TypesIn));

    [GeneratedRegex(
        """^\[(assembly: )?global::Ngixi\.Bindgen\.GuestStubAttribute\(.*?^"{3,}\)\]\n""",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CarriedStub();
}
