using Microsoft.Extensions.Logging;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Writes to the host's log.</summary>
[WasmImport("env")]
public interface ILog
{
    /// <summary>Writes a message as information. A JSON object becomes the properties of the event, its "message" the message.</summary>
    /// <param name="message">The message, at most 64 KiB. The host may cut it sooner.</param>
    [WasmName("log")]
    [WasmFilter(nameof(IsEnabled))]
    void Write([MaxBytes(LogGrant.MaxMessageBytes)] ReadOnlySpan<char> message);

    /// <summary>Gets whether an event would be written, so that a guest need not make what nobody reads.</summary>
    /// <param name="level">The level of the event.</param>
    /// <param name="target">The part of the guest that the event is of, for example "http.client"; empty for none.</param>
    [WasmName("log_enabled")]
    bool IsEnabled(LogLevel level = LogLevel.Information, [MaxBytes(LogGrant.MaxTargetBytes)] ReadOnlySpan<char> target = default);

    /// <summary>Writes an event with properties.</summary>
    /// <param name="level">The level.</param>
    /// <param name="target">The part of the guest that the event is of, for example "http.client"; empty for none.</param>
    /// <param name="message">The message, at most 64 KiB. The host may cut it sooner.</param>
    /// <param name="properties">The properties; null for none.</param>
    [WasmName("log_event")]
    [WasmFilter(nameof(IsEnabled))]
    void WriteEvent(
        LogLevel level,
        [MaxBytes(LogGrant.MaxTargetBytes)] ReadOnlySpan<char> target,
        [MaxBytes(LogGrant.MaxMessageBytes)] ReadOnlySpan<char> message,
        [MaxItems(LogGrant.MaxPropertiesPassed)] IReadOnlyDictionary<string, AttributeValue>? properties);
}
