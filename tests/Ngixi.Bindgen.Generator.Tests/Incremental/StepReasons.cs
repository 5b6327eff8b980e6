using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Incremental;

/// <summary>Why each step of the pipeline ran, or did not, after an edit.</summary>
internal sealed class StepReasons
{
    private readonly GeneratorRunResult before;
    private readonly GeneratorRunResult run;

    private StepReasons(GeneratorRunResult before, GeneratorRunResult run)
    {
        this.before = before;
        this.run = run;
    }

    /// <summary>Gets the reasons after <paramref name="edited"/> took the place of <paramref name="original"/>.</summary>
    public static StepReasons After(CSharpCompilation original, CSharpCompilation edited)
    {
        GeneratorDriver driver = Sources.Driver().RunGenerators(original);
        return new StepReasons(driver.GetRunResult().Results.Single(), driver.RunGenerators(edited).GetRunResult().Results.Single());
    }

    /// <summary>
    /// Gets the reasons of one step, in the order of its outputs: N(ew), M(odified), U(nchanged), C(ached), R(emoved).
    /// </summary>
    public string this[string step] => string.Concat(
        run.TrackedSteps.GetValueOrDefault(step).OrEmpty().SelectMany(step => step.Outputs).Select(output => output.Reason.ToString()[0]));

    /// <summary>Gets whether a part of all that a step made is equal to what it was before the edit.</summary>
    public bool IsAsBefore<T>(string step, Func<T, object> part) =>
        Outputs<T>(before, step).Select(part).SequenceEqual(Outputs<T>(run, step).Select(part));

    /// <summary>Gets the names of the files that were made again.</summary>
    public IEnumerable<string> NewFiles => run.TrackedOutputSteps
        .SelectMany(step => step.Value)
        .SelectMany(step => step.Outputs)
        .Where(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
        .SelectMany(output => FilesOf(output.Value))
        .Order(StringComparer.Ordinal);

    private static IEnumerable<T> Outputs<T>(GeneratorRunResult run, string step) =>
        run.TrackedSteps[step].SelectMany(step => step.Outputs).Select(output => (T)output.Value);

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
