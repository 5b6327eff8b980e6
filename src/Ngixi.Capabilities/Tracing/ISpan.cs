using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>A stretch of work whose time is recorded.</summary>
[WasmResource("span_", Release = "end")]
public interface ISpan : IDisposable
{
    /// <summary>Sets an attribute, in place of the one of the name that there may be.</summary>
    /// <param name="key">The name of the attribute.</param>
    /// <param name="value">The value.</param>
    void SetAttribute([MaxBytes(TraceGrant.MaxTextBytes)] string key, AttributeValue value);

    /// <summary>Adds an event that happens now.</summary>
    /// <param name="name">What happens.</param>
    /// <param name="attributes">More about it; null for nothing.</param>
    void AddEvent(
        [MaxBytes(TraceGrant.MaxTextBytes)] string name,
        [MaxItems(TraceGrant.MaxAttributesPassed)] IReadOnlyDictionary<string, AttributeValue>? attributes);

    /// <summary>Links another span that this one has to do with, and that is not its parent.</summary>
    /// <param name="other">The other span; it has not ended.</param>
    void AddLink(ISpan other);

    /// <summary>Marks the work as failed.</summary>
    /// <param name="reason">Why it failed.</param>
    void Fail([MaxBytes(TraceGrant.MaxTextBytes)] string reason);
}
