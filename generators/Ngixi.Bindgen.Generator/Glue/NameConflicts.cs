using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>
/// Names that two pieces of generated code would have. Rules refuse what leads there, and until a user has mended that, the
/// compiler must not stop at the generated code before it shows them.
/// </summary>
/// <param name="Files">File names that differ in capitals alone, or not at all.</param>
/// <param name="Glue">Classes of glue, by their full names.</param>
internal sealed record NameConflicts(EquatableArray<string> Files, EquatableArray<string> Glue)
{
    public static NameConflicts Find(
        IEnumerable<LoweredImports> loweredImports,
        IEnumerable<LoweredExports> loweredExports,
        IEnumerable<SharedType> shared,
        IEnumerable<FakeClass> fakes)
    {
        List<ImportInterface> imports = [.. loweredImports.Select(lowered => lowered.Source)];
        List<ExportInterface> exports = [.. loweredExports.Select(lowered => lowered.Source)];
        IEnumerable<string> types = imports.Select(contract => contract.Name.Full)
            .Concat(exports.Select(contract => contract.Name.Full))
            .Concat(shared.Select(type => type.Name.Full))
            .Concat(fakes.Select(fake => fake.Name.Full));
        IEnumerable<string> glue = imports.Select(contract => GlueOf(contract.Name, contract.GlueName))
            .Concat(exports.Select(contract => GlueOf(contract.Name, contract.GlueName)));
        return new NameConflicts(Doubled(types, StringComparer.OrdinalIgnoreCase), Doubled(glue, StringComparer.Ordinal));
    }

    /// <summary>Gives the glue of an interface a name of its own where another's has it.</summary>
    public LoweredImports Resolve(LoweredImports lowered) => IsTaken(lowered.Source.Name, lowered.Source.GlueName)
        ? lowered with { Source = lowered.Source with { GlueName = Distinct(lowered.Source.GlueName, lowered.Source.Name) } }
        : lowered;

    /// <inheritdoc cref="Resolve(LoweredImports)"/>
    public LoweredExports Resolve(LoweredExports lowered) => IsTaken(lowered.Source.Name, lowered.Source.GlueName)
        ? lowered with
        {
            Source = lowered.Source with
            {
                GlueName = Distinct(lowered.Source.GlueName, lowered.Source.Name),
                ClientName = lowered.Source.ClientName is { } client ? Distinct(client, lowered.Source.Name) : null,
            },
        }
        : lowered;

    /// <summary>Gives a file a name of its own where another has it.</summary>
    public string Resolve(HintName name) => Files.Contains(name.Type) ? name.Distinct(Hash(name.Type)) : name.Text;

    private bool IsTaken(TypeName contract, string glueName) => Glue.Contains(GlueOf(contract, glueName));

    private static string GlueOf(TypeName contract, string name) => $"{contract.Namespace}.{name}";

    private static string Distinct(string glueName, TypeName contract) => $"{glueName}_{Hash(contract.Full)}";

    private static EquatableArray<string> Doubled(IEnumerable<string> names, StringComparer comparer) => names
        .GroupBy(name => name, comparer)
        .Where(group => group.Skip(1).Any())
        .SelectMany(group => group)
        .Distinct(StringComparer.Ordinal)
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    private static string Hash(string text)
    {
        using SHA256 algorithm = SHA256.Create();
        return string.Concat(
            algorithm.ComputeHash(Encoding.UTF8.GetBytes(text)).Take(4).Select(part => part.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
