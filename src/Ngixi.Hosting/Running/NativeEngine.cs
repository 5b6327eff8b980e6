using Wasmtime;

namespace Ngixi.Hosting.Running;

/// <summary>An engine of Wasmtime, with the clock of its epochs.</summary>
/// <param name="engine">The engine, which this disposes.</param>
/// <param name="tick">The time of an epoch.</param>
/// <param name="settings">All in which its settings differ from those of the other engines of this library.</param>
/// <param name="room">The room of its instances; null where only the process bounds them.</param>
internal sealed class NativeEngine(Engine engine, TimeSpan tick, string settings, InstanceRoom? room) : IDisposable
{
    public Engine Engine => engine;

    /// <summary>Gets all in which code that it compiles differs from that of another.</summary>
    public string Settings => settings;

    public InstanceRoom? Room => room;

    public EpochTicker Ticker { get; } = new(engine, tick);

    public void Dispose()
    {
        Ticker.Dispose();
        engine.Dispose();
    }
}
