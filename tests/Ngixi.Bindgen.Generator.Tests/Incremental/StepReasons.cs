using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Incremental;

/// <summary>Why each step of the pipeline ran, or did not, after an edit.</summary>
internal sealed class StepReasons
{
    private readonly GeneratorRunResult run;

    private StepReasons(GeneratorRunResult run) => this.run = run;

    /// <summary>Gets the reasons after <paramref name="edited"/> took the place of <paramref name="original"/>.</summary>
    public static StepReasons After(CSharpCompilation original, CSharpCompilation edited) =>
        new(Sources.Driver().RunGenerators(original).RunGenerators(edited).GetRunResult().Results.Single());

    /// <summary>
    /// Gets the reasons of one step, in the order of its outputs: N(ew), M(odified), U(nchanged), C(ached), R(emoved).
    /// </summary>
    public string this[string step] => string.Concat(
        run.TrackedSteps.GetValueOrDefault(step).OrEmpty().SelectMany(step => step.Outputs).Select(output => output.Reason.ToString()[0]));

    /// <summary>Gets the names of the files that were made again.</summary>
    public IEnumerable<string> NewFiles => run.TrackedOutputSteps
        .SelectMany(step => step.Value)
        .SelectMany(step => step.Outputs)
        .Where(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
        .SelectMany(output => FilesOf(output.Value))
        .Order(StringComparer.Ordinal);

    // The value of an output step is the pair (sources, diagnostics), of types that Roslyn keeps to itself.
    private static IEnumerable<string> FilesOf(object output)
    {
        object sources = output.GetType().GetField("Item1")!.GetValue(output)!;
        foreach (object source in (System.Collections.IEnumerable)sources)
        {
            yield return (string)source.GetType().GetProperty("HintName")!.GetValue(source)!;
        }
    }
}
