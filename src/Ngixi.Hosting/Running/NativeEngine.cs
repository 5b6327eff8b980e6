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

    public EpochTicker Ticker { get; } = new(engine, tick);

    /// <summary>Counts an instance that is about to be made: of the process, and of the engine.</summary>
    /// <exception cref="GuestBusyException">It does not fit.</exception>
    public void Enter(string module)
    {
        InstanceCeiling.Process.Enter(module);
        try
        {
            room?.Enter(module);
        }
        catch
        {
            InstanceCeiling.Process.Leave();
            throw;
        }
    }

    /// <summary>Counts an instance that is gone.</summary>
    public void Leave()
    {
        room?.Leave();
        InstanceCeiling.Process.Leave();
    }

    public void Dispose()
    {
        Ticker.Dispose();
        engine.Dispose();
    }
}
