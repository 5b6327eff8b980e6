using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class MetricsCapability()
    : GrantCapability<MetricsGrant>("metrics", "Counters and histograms of the module's own.")
{
    public override void Describe(Linker linker) => linker.DefineMetrics(Described.Instance<IMetrics>);

    public override MetricsGrant ReadGrant(GrantReader grant) => new()
    {
        MaxInstruments = grant.Count("maxInstruments", "The counters and histograms; measurements of more are dropped.", 64),
        MaxLabelSets = grant.Count("maxLabelSets", "The sets of labels of all instruments; the rest has one set together.", 1_000),
        MaxLabels = grant.Count("maxLabels", "The labels of a set.", 8, 0, 256),
        MaxKeyLength = grant.Count("maxKeyLength", "The UTF-16 code units of a label's name, after which it is cut.", 128, 1),
        MaxValueLength = grant.Count("maxValueLength", "The UTF-16 code units of a label's value, after which it is cut.", 256, 1),
    };

    public override void Define(Linker linker, GrantContext context, MetricsGrant grant) =>
        linker.DefineMetrics(context.Own(new GuestMetrics(context.Module, grant, context.Options.Meters)).ForInstance);
}
