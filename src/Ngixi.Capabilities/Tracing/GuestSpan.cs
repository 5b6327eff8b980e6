using System.Diagnostics;

namespace Ngixi.Capabilities;

/// <summary>A span of a guest that is recorded.</summary>
internal sealed class GuestSpan(GuestTrace trace, TraceGrant grant, Activity activity, int depth) : ISpan
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private int events;
    private int links;
    private int droppedAttributes;
    private int droppedEvents;
    private int droppedLinks;
    private int droppedSpans;

    public Activity Activity { get; } = activity;

    /// <summary>Gets how many open spans it is in, and itself.</summary>
    public int Depth { get; } = depth;

    public void SetAttribute(string key, AttributeValue value)
    {
        if (!Activity.IsAllDataRequested)
        {
            return;
        }

        string name = NameOf(key);
        if (!keys.Contains(name) && keys.Count == grant.MaxAttributes)
        {
            droppedAttributes++;
            return;
        }

        keys.Add(name);
        Activity.SetTag(name, value.ToObject(grant.MaxValueLength));
    }

    public void AddEvent(string name, IReadOnlyDictionary<string, AttributeValue>? attributes)
    {
        if (!Activity.IsAllDataRequested)
        {
            return;
        }

        if (events == grant.MaxEvents)
        {
            droppedEvents++;
            return;
        }

        events++;
        Activity.AddEvent(new ActivityEvent(ShownText.Of(name, grant.MaxNameLength), tags: TagsOf(attributes)));
    }

    public void AddLink(ISpan other)
    {
        if (other is not GuestSpan recorded || !Activity.IsAllDataRequested)
        {
            return;
        }

        if (links == grant.MaxLinks)
        {
            droppedLinks++;
            return;
        }

        links++;
        Activity.AddLink(new ActivityLink(recorded.Activity.Context));
    }

    public void Fail(string reason) => Activity.SetStatus(ActivityStatusCode.Error, ShownText.Of(reason, grant.MaxValueLength));

    /// <summary>Counts a span that would be in this one and is not recorded.</summary>
    public void DropChild() => droppedSpans++;

    /// <summary>Ends the span, and marks it where the guest trapped, or its store goes.</summary>
    public void Dispose()
    {
        if (!trace.Remove(this))
        {
            return;
        }

        if (trace.Failure is { } failure)
        {
            Activity.SetTag("ngixi.abandoned", true);
            Activity.SetStatus(ActivityStatusCode.Error, Activity.StatusDescription ?? failure);
        }

        SetCount("ngixi.dropped_attributes", droppedAttributes);
        SetCount("ngixi.dropped_events", droppedEvents);
        SetCount("ngixi.dropped_links", droppedLinks);
        SetCount("ngixi.dropped_spans", droppedSpans);

        // Stopping an activity sets the current one to what it was at the start.
        Activity? current = Activity.Current;
        Activity.Dispose();
        Activity.Current = current;
    }

    private void SetCount(string tag, int count)
    {
        if (count > 0)
        {
            Activity.SetTag(tag, count);
        }
    }

    private ActivityTagsCollection? TagsOf(IReadOnlyDictionary<string, AttributeValue>? attributes)
    {
        if (attributes is null or { Count: 0 })
        {
            return null;
        }

        ActivityTagsCollection tags = [];
        int dropped = 0;
        foreach ((string key, AttributeValue value) in attributes)
        {
            if (tags.Count == grant.MaxAttributes || !tags.TryAdd(NameOf(key), value.ToObject(grant.MaxValueLength)))
            {
                dropped++;
            }
        }

        if (dropped > 0)
        {
            tags.Add("ngixi.dropped_attributes", dropped);
        }

        return tags;
    }

    private string NameOf(string key) => GuestEvent.Prefix + ShownText.Of(key, grant.MaxKeyLength);
}
