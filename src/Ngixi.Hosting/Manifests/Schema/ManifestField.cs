namespace Ngixi.Hosting.Manifests.Schema;

/// <summary>A field that a reader asked for: what a manifest may write there.</summary>
/// <param name="Name">The name of the member.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="About">What it is for, as a sentence.</param>
internal sealed record ManifestField(string Name, FieldKind Kind, string About)
{
    /// <summary>Gets whether a manifest has to have it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Gets what counts where it is left out, as JSON; null for nothing.</summary>
    public string? Default { get; init; }

    /// <summary>Gets the least value, as JSON; null for none.</summary>
    public string? Least { get; init; }

    /// <summary>Gets the greatest value, as JSON; null for none.</summary>
    public string? Most { get; init; }

    /// <summary>Gets the texts that it may be; none for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Gets the regular expression of its texts; null for any.</summary>
    public string? Pattern { get; init; }

    /// <summary>Gets the fields of the object, or of each object; the one field of a map is each of its values.</summary>
    public ManifestShape? Shape { get; init; }

    /// <summary>Gets the field for which a bare text stands in a list of objects; null for none.</summary>
    public string? Shorthand { get; init; }

    /// <summary>Gets whether a bare <c>true</c> stands for an object of defaults.</summary>
    public bool MayBeTrue { get; init; }
}
