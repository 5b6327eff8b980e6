using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Records measurements in the host's metrics.</summary>
[WasmImport("env", Prefix = "metric_")]
public interface IMetrics
{
    /// <summary>Adds to a counter.</summary>
    /// <param name="name">The counter, for example "orders.placed": a letter, then letters, digits and any of "_.-/".</param>
    /// <param name="amount">How much to add; not negative.</param>
    /// <param name="labels">What the measurement is of, for example "kind" and "gift"; null for nothing.</param>
    void Add(
        [MaxBytes(MetricsGrant.MaxTextBytes)] string name,
        long amount,
        [MaxItems(MetricsGrant.MaxLabelsPassed)] IReadOnlyDictionary<string, string>? labels);

    /// <summary>Records a value in a histogram.</summary>
    /// <param name="name">The histogram, for example "order.size": a letter, then letters, digits and any of "_.-/".</param>
    /// <param name="value">The value; neither NaN nor infinite.</param>
    /// <param name="labels">What the measurement is of, for example "kind" and "gift"; null for nothing.</param>
    void Record(
        [MaxBytes(MetricsGrant.MaxTextBytes)] string name,
        double value,
        [MaxItems(MetricsGrant.MaxLabelsPassed)] IReadOnlyDictionary<string, string>? labels);
}
