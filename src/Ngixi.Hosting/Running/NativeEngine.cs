using Wasmtime;

namespace Ngixi.Hosting.Running;

/// <summary>An engine of Wasmtime, with the clock of its epochs.</summary>
/// <param name="engine">The engine, which this disposes.</param>
/// <param name="tick">The time of an epoch.</param>
/// <param name="room">The room of its instances; null where only the process bounds them.</param>
internal sealed class NativeEngine(Engine engine, TimeSpan tick, InstanceRoom? room) : IDisposable
{
    public Engine Engine => engine;

    public InstanceRoom? Room => room;

    public EpochTicker Ticker { get; } = new(engine, tick);

    public void Dispose()
    {
        Ticker.Dispose();
        engine.Dispose();
    }
}
