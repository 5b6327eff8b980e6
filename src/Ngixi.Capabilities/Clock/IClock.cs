using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>Tells the time.</summary>
[WasmImport("env", Prefix = "clock_")]
public interface IClock
{
    /// <summary>Gets the time, which may be set back.</summary>
    DateTimeOffset Now();

    /// <summary>Gets the time since the instance first asked for a clock, which is never set back.</summary>
    TimeSpan Monotonic();
}
