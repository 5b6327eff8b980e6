using System.Collections;

namespace Ngixi.Capabilities;

/// <summary>An event of a guest as loggers take it: one template for all, in which the guest's message is a value.</summary>
internal sealed class GuestEvent : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const string Template = "{Message}";

    private readonly string message;
    private readonly List<KeyValuePair<string, object?>> items;

    /// <summary>Makes an event.</summary>
    /// <param name="message">The message, escaped.</param>
    /// <param name="target">The target, escaped; empty for none.</param>
    /// <param name="properties">The guest's properties; null for none.</param>
    public GuestEvent(string message, string target, GuestProperties? properties)
    {
        this.message = message;
        items = [new("Message", message)];
        if (target.Length > 0)
        {
            items.Add(new("wasm.target", target));
        }

        if (properties is not null)
        {
            items.AddRange(properties.Items);
            if (properties.Dropped > 0)
            {
                items.Add(new("wasm.dropped_properties", properties.Dropped));
            }
        }

        items.Add(new("{OriginalFormat}", Template));
    }

    public int Count => items.Count;

    public KeyValuePair<string, object?> this[int index] => items[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => message;
}
