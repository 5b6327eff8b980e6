using System.Collections;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>What the host says of the guest that wrote an event.</summary>
internal sealed class LogScope(string module) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly KeyValuePair<string, object?>[] items = [new("wasm.module", module)];

    public int Count => items.Length;

    public KeyValuePair<string, object?> this[int index] => items[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", items.Select(item => $"{item.Key} {item.Value}"));
}
