using System.Diagnostics;
using System.Diagnostics.Metrics;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>The measurements of one module's guests, in a meter of the host: <c>linker.DefineMetrics(metrics.ForInstance)</c>.</summary>
/// <remarks>
/// The meter's name is <c>Wasm.</c> and the module's, so that no guest writes to an instrument of the host or of another module. What is
/// dropped is counted in <c>ngixi.metric.dropped</c> of <see cref="CapabilityTelemetry.Name"/>. For any number of threads.
/// </remarks>
public sealed class GuestMetrics : IDisposable
{
    private readonly string module;
    private readonly MetricsGrant grant;
    private readonly Meter meter;
    private readonly bool isMeterOwned;
    private readonly Dictionary<string, GuestInstrument> instruments = new(StringComparer.Ordinal);
    private readonly Recorder recorder;

    /// <summary>Creates the metrics of a module.</summary>
    /// <param name="module">The name of the module.</param>
    /// <param name="grant">What its guests may measure; by default what <see cref="MetricsGrant"/> has.</param>
    /// <param name="meters">The host's meters; by default the meter is disposed with this object.</param>
    public GuestMetrics(string module, MetricsGrant? grant = null, IMeterFactory? meters = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(module);
        this.module = module;
        this.grant = grant ?? MetricsGrant.Default;
        string name = CapabilityTelemetry.ModulePrefix + module;
        meter = meters?.Create(name) ?? new Meter(name);
        isMeterOwned = meters is null;
        recorder = new Recorder(this);
    }

    /// <summary>Gets the metrics for an instance: the same for all.</summary>
    /// <param name="context">The instance.</param>
    public IMetrics ForInstance(GuestContext context) => recorder;

    /// <summary>Disposes the meter, unless it is of the host's <see cref="IMeterFactory"/>.</summary>
    public void Dispose()
    {
        if (isMeterOwned)
        {
            meter.Dispose();
        }
    }

    private void Record<T>(string name, T value, IReadOnlyDictionary<string, string>? labels, Func<string, Instrument<T>> create, Action<Instrument<T>, T, TagList> record)
        where T : struct
    {
        if (!TryFind(name, create, out GuestInstrument? instrument))
        {
            return;
        }

        if (instrument.Instrument is not Instrument<T> typed)
        {
            CapabilityTelemetry.DropMeasurement(module, "kind");
            return;
        }

        TagList tags = instrument.Labels.TagsOf(labels, out bool isOverflow);
        if (isOverflow)
        {
            CapabilityTelemetry.DropMeasurement(module, "labels");
        }

        record(typed, value, tags);
    }

    private bool TryFind<T>(string name, Func<string, Instrument<T>> create, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out GuestInstrument? instrument)
        where T : struct
    {
        lock (instruments)
        {
            if (instruments.TryGetValue(name, out instrument))
            {
                return true;
            }

            string? refusal = !IsName(name) ? "name" : instruments.Count >= grant.MaxInstruments ? "instruments" : null;
            if (refusal is not null)
            {
                CapabilityTelemetry.DropMeasurement(module, refusal);
                return false;
            }

            instrument = new GuestInstrument(create(name), new LabelSets(grant));
            instruments.Add(name, instrument);
            return true;
        }
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MetricsGrant.MaxNameLength && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or '/');

    private sealed record GuestInstrument(Instrument Instrument, LabelSets Labels);

    private sealed class Recorder(GuestMetrics metrics) : IMetrics
    {
        public void Add(string name, long amount, IReadOnlyDictionary<string, string>? labels)
        {
            if (amount < 0)
            {
                CapabilityTelemetry.DropMeasurement(metrics.module, "value");
                return;
            }

            metrics.Record(name, amount, labels, counter => metrics.meter.CreateCounter<long>(counter), static (counter, value, tags) => ((Counter<long>)counter).Add(value, tags));
        }

        public void Record(string name, double value, IReadOnlyDictionary<string, string>? labels)
        {
            if (!double.IsFinite(value))
            {
                CapabilityTelemetry.DropMeasurement(metrics.module, "value");
                return;
            }

            metrics.Record(
                name, value, labels, histogram => metrics.meter.CreateHistogram<double>(histogram), static (histogram, value, tags) => ((Histogram<double>)histogram).Record(value, tags));
        }
    }
}
