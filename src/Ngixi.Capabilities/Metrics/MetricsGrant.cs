namespace Ngixi.Capabilities;

/// <summary>What the guests of one module may measure.</summary>
public sealed record MetricsGrant
{
    /// <summary>The longest name of an instrument, as in OpenTelemetry.</summary>
    internal const int MaxNameLength = 255;
    internal const int MaxTextBytes = 4 * 1024;
    internal const int MaxLabelsPassed = 256;

    internal static readonly MetricsGrant Default = new();

    /// <summary>Gets the counters and histograms of the module together; measurements of more are dropped. 64 by default.</summary>
    public int MaxInstruments { get; init => field = Limit.AtLeast(0, value); } = 64;

    /// <summary>
    /// Gets the sets of labels of all instruments of the module together. Measurements with another set have the label
    /// <c>otel.metric.overflow</c> alone. 1,000 by default.
    /// </summary>
    public int MaxLabelSets { get; init => field = Limit.AtLeast(0, value); } = 1_000;

    /// <summary>Gets the labels of a set; a measurement with more counts as one with too many sets. 8 by default.</summary>
    public int MaxLabels { get; init => field = Limit.Between(0, MaxLabelsPassed, value); } = 8;

    /// <summary>Gets the UTF-16 code units of a label's name, after which it is cut. 128 by default.</summary>
    public int MaxKeyLength { get; init => field = Limit.AtLeast(1, value); } = 128;

    /// <summary>Gets the UTF-16 code units of a label's value, after which it is cut. 256 by default.</summary>
    public int MaxValueLength { get; init => field = Limit.AtLeast(1, value); } = 256;
}
