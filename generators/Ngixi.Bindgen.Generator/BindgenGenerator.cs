using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Contracts;
using Ngixi.Bindgen.Generator.Diagnostics;
using Ngixi.Bindgen.Generator.Fakes;
using Ngixi.Bindgen.Generator.Glue;
using Ngixi.Bindgen.Generator.Guests;
using Ngixi.Bindgen.Generator.Guests.Languages;
using Ngixi.Bindgen.Generator.Incremental;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;
using Ngixi.Bindgen.Generator.Parsing;
using Ngixi.Bindgen.Generator.Printing;

namespace Ngixi.Bindgen.Generator;

/// <summary>From <c>[WasmImport]</c> and <c>[WasmExport]</c> interfaces to glue for the host and stubs for guests.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class BindgenGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<LoweredImports> imports = Interfaces(context, KnownNames.WasmImport, InterfaceParser.ParseImport)
            .WithTrackingName(StepNames.Parse)
            .Select(static (contract, _) => InterfaceLowering.Lower(contract))
            .WithTrackingName(StepNames.Lower);

        IncrementalValuesProvider<LoweredExports> exported = Interfaces(context, KnownNames.WasmExport, InterfaceParser.ParseExport)
            .WithTrackingName(StepNames.ParseExport)
            .Select(static (contract, _) => InterfaceLowering.Lower(contract))
            .WithTrackingName(StepNames.LowerExport);

        IncrementalValuesProvider<SharedType> sharedTypes = imports.Collect().Combine(exported.Collect())
            .SelectMany(static (all, _) => SharedType.Of(all.Left, all.Right))
            .WithTrackingName(StepNames.SharedTypes);

        IncrementalValuesProvider<FakeClass> fakes = Types<ClassDeclarationSyntax, FakeClass>(
            context, KnownNames.Fake + "`1", FakeParser.Parse)
            .WithTrackingName(StepNames.ParseFake);

        IncrementalValueProvider<NameConflicts> conflicts = imports.Collect()
            .Combine(exported.Collect())
            .Combine(sharedTypes.Collect())
            .Combine(fakes.Collect())
            .Select(static (all, _) => NameConflicts.Find(all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right))
            .WithTrackingName(StepNames.NameConflicts);

        IncrementalValuesProvider<SourceFile> sharedGlue = sharedTypes
            .Where(static type => type is not SharedEnum)
            .Select(static (type, _) => SourceFile.Contain(type.Name.Full, () => GluePrinter.Print(type)!))
            .WithTrackingName(StepNames.SharedGlue);

        IncrementalValuesProvider<SourceFile> fakeParts = fakes
            .Select(static (fake, _) => SourceFile.Contain(fake.Name.Full, () => FakePrinter.Print(fake)))
            .WithTrackingName(StepNames.Fake);

        IncrementalValueProvider<EquatableArray<RecordedContract>> recorded = context.AdditionalTextsProvider
            .Where(static file => RecordedContract.IsFile(file))
            .SelectMany(static (file, cancellation) => RecordedContract.Read(file, cancellation))
            .Collect()
            .Select(static (all, _) => all.ToEquatableArray())
            .WithTrackingName(StepNames.RecordedContracts);

        IncrementalValueProvider<EquatableArray<string>> languages = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => GuestLanguages.Of(options.GlobalOptions))
            .WithTrackingName(StepNames.GuestLanguages);

        IncrementalValuesProvider<HostFile> hostFiles = imports.Combine(conflicts)
            .Select(static (contract, _) => contract.Right.Resolve(contract.Left))
            .Combine(languages)
            .Select(static (all, _) => Failure.Contain(
                all.Left.Source.Name.Full,
                () => HostFile.Of(all.Left, all.Right.Select(GuestLanguages.Find)),
                failure => HostFile.Failed(all.Left.Source, failure)))
            .WithTrackingName(StepNames.HostFile);

        IncrementalValuesProvider<HostFile> recordedFiles = hostFiles.Combine(recorded)
            .Select(static (file, _) => file.Left.With(file.Right))
            .WithTrackingName(StepNames.Contract);

        IncrementalValuesProvider<StubFile> sharedStubs = sharedTypes.Combine(languages)
            .SelectMany(static (all, _) => all.Right.Select(GuestLanguages.Find)
                .Select(language => StubFile.Contain(language, all.Left.Name.Full, () => language.Print(all.Left)))
                .OfType<StubFile>())
            .WithTrackingName(StepNames.SharedStub);

        IncrementalValuesProvider<SourceFile> exportGlue = exported.Combine(conflicts)
            .Select(static (contract, _) => contract.Right.Resolve(contract.Left))
            .Select(static (contract, _) => SourceFile.Contain(contract.Source.Name.Full, () => ExportGluePrinter.Print(contract)))
            .WithTrackingName(StepNames.ExportGlue);

        IncrementalValuesProvider<StubFile> exportStubs = exported.Combine(languages)
            .SelectMany(static (all, _) => ExportStubsOf(all.Left, all.Right.Select(GuestLanguages.Find)))
            .WithTrackingName(StepNames.ExportStub);

        IncrementalValueProvider<EquatableArray<StubSummary>> stubs = hostFiles.Collect()
            .Combine(sharedStubs.Collect())
            .Combine(exportStubs.Collect())
            .Select(static (files, _) =>
                SummariesOf(files.Left.Left.SelectMany(file => file.Stubs).Concat(files.Left.Right).Concat(files.Right)))
            .WithTrackingName(StepNames.StubSummaries);

        IncrementalValueProvider<Project> project = context.CompilationProvider
            .Select(static (compilation, _) => Project.Of(compilation))
            .Combine(conflicts)
            .Select(static (project, _) => project.Left with { Conflicts = project.Right });

        context.RegisterSourceOutput(recordedFiles.Combine(project), static (output, file) => AddHostFile(output, file.Left, file.Right));
        context.RegisterSourceOutput(sharedGlue.Combine(project), static (output, file) => AddGlue(output, file.Left, file.Right));
        context.RegisterSourceOutput(exportGlue.Combine(project), static (output, file) => AddGlue(output, file.Left, file.Right));
        context.RegisterSourceOutput(fakeParts.Combine(project), static (output, file) => AddFake(output, file.Left, file.Right));
        context.RegisterSourceOutput(exportStubs.Combine(project), static (output, stub) => AddStub(output, stub.Left, stub.Right));
        context.RegisterSourceOutput(sharedStubs.Combine(project), static (output, stub) => AddStub(output, stub.Left, stub.Right));
        context.RegisterSourceOutput(stubs.Combine(project), static (output, all) => AddManifest(output, all.Left, all.Right));
    }

    /// <summary>The interfaces with an attribute that can be bound.</summary>
    private static IncrementalValuesProvider<T> Interfaces<T>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<INamedTypeSymbol, Violations, CancellationToken, T?> parse)
        where T : class => Types<InterfaceDeclarationSyntax, T>(context, attribute, parse);

    private static IncrementalValuesProvider<T> Types<TDeclaration, T>(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        Func<INamedTypeSymbol, Violations, CancellationToken, T?> parse)
        where T : class => context.SyntaxProvider
        .ForAttributeWithMetadataName(
            attribute,
            static (node, _) => node is TDeclaration,
            (target, cancellation) => ContractCache<T>.Parse(target, parse, cancellation))
        .Where(static contract => contract is not null)
        .Select(static (contract, _) => contract!);

    private static IEnumerable<StubFile> ExportStubsOf(LoweredExports contract, IEnumerable<GuestLanguage> languages)
    {
        IReadOnlyList<string> markers = ContractMarker.ExportsOf(ContractText.ShapeOf(contract.Source));
        return languages.SelectMany(language =>
            language.Print(contract, markers).Select(print => StubFile.Contain(language, contract.Source.Name.Full, print)!));
    }

    private static EquatableArray<StubSummary> SummariesOf(IEnumerable<StubFile> stubs) =>
        stubs
            .Where(stub => stub.Failure is null)
            .Select(stub => stub.Summary)
            .OrderBy(stub => stub.Language, StringComparer.Ordinal)
            .ThenBy(stub => stub.Role)
            .ToEquatableArray();

    /// <summary>
    /// Without unsafe code, or where a name of the glue means something else, there is no glue, in an old C# no stubs either, and
    /// the analyzer says so (NGX0007, NGX0037, NGX0039). Output with errors of its own would keep the compiler from running the analyzer.
    /// </summary>
    private static void AddGlue(SourceProductionContext output, SourceFile file, Project project)
    {
        if (file.Failure is { } failure)
        {
            Report(output, failure);
        }
        else if (project.HasGlue)
        {
            Add(output, file, project);
        }
    }

    /// <summary>Fakes have no unsafe code.</summary>
    private static void AddFake(SourceProductionContext output, SourceFile file, Project project)
    {
        if (file.Failure is { } failure)
        {
            Report(output, failure);
        }
        else if (project.IsLanguageNewEnough)
        {
            Add(output, file, project);
        }
    }

    private static void AddHostFile(SourceProductionContext output, HostFile file, Project project)
    {
        if (file.Failure is { } failure)
        {
            Report(output, failure);
        }
        else if (project.HasGlue)
        {
            Add(output, file.Print(), project);
        }
        else
        {
            foreach (StubFile stub in file.Stubs)
            {
                AddStub(output, stub, project);
            }
        }
    }

    private static void AddStub(SourceProductionContext output, StubFile stub, Project project)
    {
        if (stub.Failure is { } failure)
        {
            Report(output, failure);
        }
        else if (project.HasStubs)
        {
            Add(output, StubAttributePrinter.Print(stub), project);
        }
    }

    private static void AddManifest(SourceProductionContext output, EquatableArray<StubSummary> stubs, Project project)
    {
        if (!project.IsHidden)
        {
            Add(output, StubAttributePrinter.PrintManifest(project.HasStubs ? stubs : default, project.Assembly), project);
        }
    }

    private static void Report(SourceProductionContext output, Failure failure) =>
        output.ReportDiagnostic(Diagnostic.Create(Rules.GeneratorFailed, Location.None, failure.Type, failure.Reason));

    private static void Add(SourceProductionContext output, SourceFile file, Project project) =>
        output.AddSource(project.Conflicts.Resolve(file.Name), file.Text);

    /// <summary>What the output depends on in the project as a whole.</summary>
    private sealed record Project(string Assembly, bool AllowsUnsafe, bool IsLanguageNewEnough, bool IsHidden, NameConflicts Conflicts)
    {
        public bool HasGlue => AllowsUnsafe && HasStubs;

        public bool HasStubs => IsLanguageNewEnough && !IsHidden;

        public static Project Of(Compilation compilation) => new(
            compilation.AssemblyName ?? "",
            GlueRequirements.IsUnsafeAllowed(compilation),
            GlueRequirements.IsLanguageNewEnough(compilation, out _),
            GlueRequirements.HiddenName(compilation) is not null,
            new NameConflicts(default, default));
    }
}
