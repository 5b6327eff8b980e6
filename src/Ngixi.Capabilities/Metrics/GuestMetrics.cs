using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
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
    private readonly LabelSets labelSets;
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
        labelSets = new LabelSets(this.grant);
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

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MetricsGrant.MaxNameLength
        && char.IsAsciiLetter(name[0])
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or '/');

    /// <summary>Finds the instrument of a name, or makes it.</summary>
    private bool TryFind(string name, Func<Meter, string, Instrument> create, [NotNullWhen(true)] out GuestInstrument? instrument)
    {
        lock (instruments)
        {
            if (instruments.TryGetValue(name, out instrument))
            {
                return true;
            }

            if (!IsName(name))
            {
                return Drop("name");
            }

            if (instruments.Count >= grant.MaxInstruments)
            {
                return Drop("instruments");
            }

            instrument = new GuestInstrument(create(meter, name));
            instruments.Add(name, instrument);
            return true;
        }
    }

    private TagList TagsOf(Instrument instrument, IReadOnlyDictionary<string, string>? labels)
    {
        TagList tags = labelSets.TagsOf(instrument.Name, labels, out bool isOverflow);
        if (isOverflow)
        {
            Drop("labels");
        }

        return tags;
    }

    private bool Drop(string reason)
    {
        CapabilityTelemetry.DropMeasurement(module, reason);
        return false;
    }

    private sealed class GuestInstrument(Instrument instrument)
    {
        private long total;

        public Instrument Instrument { get; } = instrument;

        /// <summary>Adds to what a counter has counted, unless no exporter could hold the sum.</summary>
        public bool TryAdd(long amount)
        {
            if (amount < 0)
            {
                return false;
            }

            if (Interlocked.Add(ref total, amount) >= 0)
            {
                return true;
            }

            Interlocked.Add(ref total, -amount);
            return false;
        }
    }

    private sealed class Recorder(GuestMetrics metrics) : IMetrics
    {
        public void Add(string name, long amount, IReadOnlyDictionary<string, string>? labels)
        {
            if (!metrics.TryFind(name, static (meter, name) => meter.CreateCounter<long>(name), out GuestInstrument? instrument))
            {
                return;
            }

            if (instrument.Instrument is not Counter<long> counter)
            {
                metrics.Drop("kind");
            }
            else if (!instrument.TryAdd(amount))
            {
                metrics.Drop("value");
            }
            else if (counter.Enabled)
            {
                counter.Add(amount, metrics.TagsOf(counter, labels));
            }
        }

        public void Record(string name, double value, IReadOnlyDictionary<string, string>? labels)
        {
            if (!metrics.TryFind(name, static (meter, name) => meter.CreateHistogram<double>(name), out GuestInstrument? instrument))
            {
                return;
            }

            if (instrument.Instrument is not Histogram<double> histogram)
            {
                metrics.Drop("kind");
            }
            else if (!double.IsFinite(value))
            {
                metrics.Drop("value");
            }
            else if (histogram.Enabled)
            {
                histogram.Record(value, metrics.TagsOf(histogram, labels));
            }
        }
    }
}
