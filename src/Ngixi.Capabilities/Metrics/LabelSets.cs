using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Ngixi.Capabilities;

/// <summary>The sets of labels that the measurements of a module's instruments have had.</summary>
/// <remarks>For any number of threads.</remarks>
internal sealed class LabelSets(MetricsGrant grant)
{
    private static readonly TagList Overflow = new() { { "otel.metric.overflow", true } };

    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>Gets the tags of a measurement.</summary>
    /// <param name="instrument">The name of the instrument.</param>
    /// <param name="labels">The labels of the guest; null for none.</param>
    /// <param name="isOverflow">Whether there are too many sets, or labels in this one.</param>
    public TagList TagsOf(string instrument, IReadOnlyDictionary<string, string>? labels, out bool isOverflow)
    {
        isOverflow = false;
        TagList tags = [];
        if (labels is null or { Count: 0 })
        {
            return tags;
        }

        isOverflow = labels.Count > grant.MaxLabels;
        if (isOverflow)
        {
            return Overflow;
        }

        SortedDictionary<string, string> shown = new(StringComparer.Ordinal);
        foreach ((string key, string value) in labels)
        {
            shown[ShownText.Of(key, grant.MaxKeyLength)] = ShownText.Of(value, grant.MaxValueLength);
        }

        // Lengths first: no text of a label can pass for two, and no instrument has a space in its name.
        StringBuilder set = new(instrument);
        foreach ((string key, string value) in shown)
        {
            tags.Add(key, value);
            set.Append(CultureInfo.InvariantCulture, $" {key.Length} {key}{value.Length} {value}");
        }

        isOverflow = !IsKnown(set.ToString());
        return isOverflow ? Overflow : tags;
    }

    private bool IsKnown(string set)
    {
        lock (known)
        {
            return known.Contains(set) || (known.Count < grant.MaxLabelSets && known.Add(set));
        }
    }
}
