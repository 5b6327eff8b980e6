using System.Diagnostics;

namespace Ngixi.Capabilities;

/// <summary>A span of a guest that is recorded.</summary>
internal sealed class GuestSpan(GuestTrace trace, TraceGrant grant, Activity activity, int depth) : ISpan
{
    private readonly Dictionary<string, int> attributes = new(StringComparer.Ordinal);
    private int length;
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
        object shown = value.ToObject(grant.MaxValueLength);
        int added = LengthOf(name, shown);
        bool isThere = attributes.TryGetValue(name, out int replaced);
        if ((!isThere && attributes.Count == grant.MaxAttributes) || !TryTake(added - replaced))
        {
            droppedAttributes++;
            return;
        }

        attributes[name] = added;
        Activity.SetTag(name, shown);
    }

    public void AddEvent(string name, IReadOnlyDictionary<string, AttributeValue>? attributes)
    {
        if (!Activity.IsAllDataRequested)
        {
            return;
        }

        string shown = ShownText.Of(name, grant.MaxNameLength);
        ActivityTagsCollection? tags = TagsOf(attributes, out int added);
        if (events == grant.MaxEvents || !TryTake(shown.Length + added))
        {
            droppedEvents++;
            return;
        }

        events++;
        Activity.AddEvent(new ActivityEvent(shown, tags: tags));
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

    private static int LengthOf(string name, object shown) => name.Length + (shown is string text ? text.Length : 0);

    /// <summary>Takes the length of texts out of what the span may have.</summary>
    private bool TryTake(int added)
    {
        if (added > grant.MaxSpanLength - length)
        {
            return false;
        }

        length += added;
        return true;
    }

    private ActivityTagsCollection? TagsOf(IReadOnlyDictionary<string, AttributeValue>? attributes, out int length)
    {
        length = 0;
        if (attributes is null or { Count: 0 })
        {
            return null;
        }

        ActivityTagsCollection tags = [];
        int dropped = 0;
        foreach ((string key, AttributeValue value) in attributes)
        {
            string name = NameOf(key);
            object shown = value.ToObject(grant.MaxValueLength);
            if (tags.Count == grant.MaxAttributes || !tags.TryAdd(name, shown))
            {
                dropped++;
                continue;
            }

            length += LengthOf(name, shown);
        }

        if (dropped > 0)
        {
            tags.Add("ngixi.dropped_attributes", dropped);
        }

        return tags;
    }

    private string NameOf(string key) => GuestEvent.Prefix + ShownText.Of(key, grant.MaxKeyLength);
}
