using System.Collections;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What the host says of the guest that wrote an event.</summary>
internal sealed class LogScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> items;

    public LogScope(string module, GuestContext context)
    {
        CallNumber = context.CallNumber;
        items = [new("wasm.module", module), new("wasm.instance", context.InstanceId)];
        if (context.Module?.Sha256 is { } hash)
        {
            items.Add(new("wasm.sha256", hash));
        }

        if (CallNumber > 0)
        {
            items.Add(new("wasm.call", CallNumber));
        }
    }

    /// <summary>Gets the number of the call; 0 for none.</summary>
    public long CallNumber { get; }

    public int Count => items.Count;

    public KeyValuePair<string, object?> this[int index] => items[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", items.Select(item => $"{item.Key} {item.Value}"));
}
