using Ngixi.Capabilities;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class TracingCapability()
    : GrantCapability<TraceGrant>("tracing", "Spans, under the host's activity of the call.")
{
    public override void Describe(Linker linker) => linker.DefineTracing(Described.Instance<ITracing>);

    public override TraceGrant ReadGrant(GrantReader grant) => new()
    {
        MaxOpenSpans = grant.Count("maxOpenSpans", "The spans that an instance has open; more are not recorded.", 64),
        MaxDepth = grant.Count("maxDepth", "The levels of open spans in each other; deeper ones are not recorded.", 32),
        MaxAttributes = grant.Count("maxAttributes", "The attributes of a span or an event; more are dropped.", 32, 0, 256),
        MaxEvents = grant.Count("maxEvents", "The events of a span; more are dropped.", 32),
        MaxLinks = grant.Count("maxLinks", "The links of a span; more are dropped.", 16),
        MaxSpanLength = grant.Count("maxSpanLength", "The UTF-16 code units of a span's attributes and events together.", 16_384),
        MaxNameLength = grant.Count("maxNameLength", "The UTF-16 code units of a name, after which it is cut.", 256, 1),
        MaxKeyLength = grant.Count("maxKeyLength", "The UTF-16 code units of an attribute's name, after which it is cut.", 128, 1),
        MaxValueLength = grant.Count("maxValueLength", "The UTF-16 code units of an attribute's text, after which it is cut.", 1_024, 1),
    };

    public override void Define(Linker linker, GrantContext context, TraceGrant grant) =>
        linker.DefineTracing(new GuestTracing(context.Module, grant).ForInstance);
}
