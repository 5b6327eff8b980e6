using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;
using Ngixi.Bindgen.Generator.Printing;
using Ngixi.Bindgen.Generator.Printing.AssemblyScript;
using Ngixi.Bindgen.Generator.Printing.CSharp;

namespace Ngixi.Bindgen.Generator;

/// <summary>From <c>[WasmImport]</c> interfaces to glue for the host and stubs for guests.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BindgenGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ImportInterface> contracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownNames.WasmImport,
                static (node, _) => node is InterfaceDeclarationSyntax,
                static (target, cancellation) => ContractCache.Parse(target, cancellation))
            .Where(static contract => contract is not null)
            .Select(static (contract, _) => contract!)
            .WithTrackingName(StepNames.Parse);

        IncrementalValuesProvider<SharedType> sharedTypes = contracts.Collect()
            .SelectMany(static (all, _) => SharedType.Of(all))
            .WithTrackingName(StepNames.SharedTypes);

        IncrementalValuesProvider<SourceFile> glue = contracts
            .Select(static (contract, _) => GluePrinter.Print(contract))
            .WithTrackingName(StepNames.Glue);

        IncrementalValuesProvider<SourceFile> resourceGlue = sharedTypes
            .Where(static type => type.Resource is not null)
            .Select(static (type, _) => GluePrinter.Print(type.Resource!))
            .WithTrackingName(StepNames.ResourceGlue);

        IncrementalValuesProvider<StubFile> stubs = contracts
            .Select(static (contract, _) => StubPrinter.Print(contract))
            .WithTrackingName(StepNames.Stub);

        IncrementalValuesProvider<StubFile> sharedStubs = sharedTypes
            .Select(static (type, _) => StubPrinter.Print(type))
            .WithTrackingName(StepNames.SharedStub);

        IncrementalValueProvider<EquatableArray<string>> paths = stubs.Collect().Combine(sharedStubs.Collect())
            .Select(static (files, _) => PathsOf(files.Left.Concat(files.Right)))
            .WithTrackingName(StepNames.StubPaths);

        IncrementalValueProvider<Project> project = context.CompilationProvider.Select(static (compilation, _) => Project.Of(compilation));

        context.RegisterSourceOutput(glue.Combine(project), static (output, file) => AddGlue(output, file.Left, file.Right));
        context.RegisterSourceOutput(resourceGlue.Combine(project), static (output, file) => AddGlue(output, file.Left, file.Right));
        context.RegisterSourceOutput(stubs, static (output, stub) => Add(output, StubAttributePrinter.Print(stub)));
        context.RegisterSourceOutput(sharedStubs, static (output, stub) => Add(output, StubAttributePrinter.Print(stub)));
        context.RegisterSourceOutput(paths.Combine(project), static (output, all) => Add(output, StubAttributePrinter.PrintManifest(all.Left, all.Right.Assembly)));
    }

    private static EquatableArray<string> PathsOf(IEnumerable<StubFile> stubs) =>
        stubs.Select(stub => stub.Path).OrderBy(path => path, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>
    /// Without unsafe code there is no glue, and the analyzer says so (NGX0007). Glue with errors of its own would keep the
    /// compiler from running the analyzer.
    /// </summary>
    private static void AddGlue(SourceProductionContext output, SourceFile file, Project project)
    {
        if (project.AllowsUnsafe)
        {
            Add(output, file);
        }
    }

    private static void Add(SourceProductionContext output, SourceFile file) => output.AddSource(file.HintName, file.Text);

    /// <summary>What the output depends on in the project as a whole.</summary>
    private sealed record Project(string Assembly, bool AllowsUnsafe)
    {
        public static Project Of(Compilation compilation) =>
            new(compilation.AssemblyName ?? "", compilation.Options is CSharpCompilationOptions { AllowUnsafe: true });
    }
}
