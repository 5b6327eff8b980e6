using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Capabilities;

/// <summary>
/// An event of a guest as loggers take it: one template for all, in which the guest's message is a value, and its properties within
/// the limits of the grant.
/// </summary>
/// <param name="grant">The limits.</param>
internal sealed class GuestEvent(LogGrant grant) : IReadOnlyList<KeyValuePair<string, object?>>
{
    /// <summary>Keeps a guest's names apart from those of the host.</summary>
    public const string Prefix = "guest.";

    private const string Template = "{Message}";

    // The message is known last, and comes first.
    private readonly List<KeyValuePair<string, object?>> items = new(capacity: 6) { default };
    private string message = "";
    private int properties;
    private int dropped;

    public LogGrant Grant { get; } = grant;

    public int Count => items.Count;

    public KeyValuePair<string, object?> this[int index] => items[index];

    /// <summary>Takes a property, unless there are too many, or one of the name: then it is counted.</summary>
    /// <param name="name">The guest's name of it.</param>
    /// <param name="key">The name to add it by.</param>
    public bool TryTake(string name, [NotNullWhen(true)] out string? key)
    {
        key = properties < Grant.MaxProperties ? Prefix + ShownText.Of(name, Grant.MaxKeyLength) : null;
        if (key is null || Has(key))
        {
            dropped++;
            return false;
        }

        properties++;
        return true;
    }

    /// <summary>Adds a property that was taken.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="value">The value, shown.</param>
    public void Add(string key, object? value) => items.Add(new(key, value));

    /// <summary>Ends the event.</summary>
    /// <param name="shown">The message, shown.</param>
    /// <param name="target">The target, shown; empty for none.</param>
    public GuestEvent Complete(string shown, string target = "")
    {
        message = shown;
        items[0] = new("Message", shown);
        if (target.Length > 0)
        {
            items.Add(new("wasm.target", target));
        }

        if (dropped > 0)
        {
            items.Add(new("wasm.dropped_properties", dropped));
        }

        items.Add(new("{OriginalFormat}", Template));
        return this;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => message;

    private bool Has(string key)
    {
        foreach (KeyValuePair<string, object?> item in items)
        {
            if (item.Key == key)
            {
                return true;
            }
        }

        return false;
    }
}
