using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Diagnostics;

/// <summary>
/// Where the parser puts what it must leave out. The analyzer collects it to report it; the generator has no use for it
/// and passes <see cref="Ignored"/>.
/// </summary>
internal sealed class Violations
{
    public static readonly Violations Ignored = new(collected: null);

    private readonly List<Diagnostic>? collected;

    private Violations(List<Diagnostic>? collected) => this.collected = collected;

    public IReadOnlyList<Diagnostic> Collected => collected ?? [];

    public static Violations Collect() => new([]);

    public void Add(DiagnosticDescriptor rule, Location? location, params object[] arguments) =>
        collected?.Add(Diagnostic.Create(rule, location, arguments));
}
