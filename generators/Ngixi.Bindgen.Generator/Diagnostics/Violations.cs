using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Diagnostics;

/// <summary>
/// Takes what the parser leaves out. The analyzer collects it to report it; the generator only asks whether there was any.
/// </summary>
internal sealed class Violations
{
    private readonly List<Diagnostic>? collected;

    private Violations(List<Diagnostic>? collected) => this.collected = collected;

    public IReadOnlyList<Diagnostic> Collected => collected ?? [];

    /// <summary>Gets how many there were, collected or not.</summary>
    public int Count { get; private set; }

    public static Violations Collect() => new([]);

    /// <summary>Counts violations, and keeps none.</summary>
    public static Violations Ignore() => new(collected: null);

    /// <summary>Counts a violation that somebody else reports.</summary>
    public void Skip() => Count++;

    public void Add(DiagnosticDescriptor rule, Location? location, params object[] arguments)
    {
        Count++;
        collected?.Add(rule.At(location, arguments));
    }
}
