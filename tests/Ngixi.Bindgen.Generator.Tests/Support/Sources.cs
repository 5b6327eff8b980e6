using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ngixi.Bindgen.Generator.Tests.Support;

/// <summary>Makes compilations of small sources.</summary>
internal static class Sources
{
    public const string GlobalUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Ngixi.Bindgen;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(WasmImportAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Testing.Fake).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Wasmtime.Linker).Assembly.Location),
    ];

    public static CSharpCompilation Compile(params string[] sources) => Compile(allowUnsafe: true, sources);

    public static CSharpCompilation Compile(bool allowUnsafe, params string[] sources) => CSharpCompilation.Create(
        "Demo",
        sources.Select((source, index) => Tree(source, $"Source{index}.cs")).Append(Tree(GlobalUsings, "GlobalUsings.cs")),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: allowUnsafe,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999));

    /// <summary>A library that is compiled from a source.</summary>
    public static MetadataReference Reference(string source, params string[] aliases) =>
        Reference(Compile(source).WithAssemblyName("Library"), aliases);

    /// <inheritdoc cref="Reference(string, string[])"/>
    public static MetadataReference Reference(CSharpCompilation library, params string[] aliases)
    {
        using MemoryStream assembly = new();
        Assert.Empty(library.Emit(assembly).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return MetadataReference.CreateFromImage(assembly.ToArray()).WithAliases(aliases);
    }

    /// <summary>The same sources in a project that sets another version of C#.</summary>
    public static CSharpCompilation WithLanguage(this CSharpCompilation compilation, LanguageVersion version) => compilation
        .RemoveAllSyntaxTrees()
        .AddSyntaxTrees(compilation.SyntaxTrees.Select(tree =>
            CSharpSyntaxTree.ParseText(tree.ToString(), ParseOptions.WithLanguageVersion(version), tree.FilePath)));

    public static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>Replaces one piece of text, which must be there, in the source of a given number.</summary>
    public static CSharpCompilation Edit(this CSharpCompilation compilation, int source, string what, string by)
    {
        SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == $"Source{source}.cs");
        string text = tree.ToString();
        Assert.Contains(what, text, StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(tree, Tree(text.Replace(what, by, StringComparison.Ordinal), tree.FilePath));
    }

    public static GeneratorDriver Driver(bool recordsSteps = true, params string[] languages) => CSharpGeneratorDriver.Create(
        [new BindgenGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        optionsProvider: new ProjectOptions(languages),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: recordsSteps));
}
