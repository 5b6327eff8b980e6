namespace Ngixi.Testing;

/// <summary>
/// What all fakes have. A generated fake has a property for each method of its interface, by which a test says how it answers, and that
/// has its calls. For any number of threads.
/// </summary>
public abstract class Fake
{
    private readonly Lock gate = new();
    private readonly List<FakeCall> calls = [];

    /// <summary>Creates a fake.</summary>
    /// <param name="interfaceName">The name of its interface, for messages.</param>
    protected Fake(string interfaceName) => InterfaceName = interfaceName;

    /// <summary>Gets what happens where the test did not say how a method answers; strict by default.</summary>
    public FakeMode Mode { get; init; }

    /// <summary>Gets the clock of delays; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets the calls of all methods so far, in their order.</summary>
    public IReadOnlyList<FakeCall> Calls => Read(() => calls.ToArray());

    internal string InterfaceName { get; }

    /// <summary>Notes a call, in the lock.</summary>
    internal void Note(FakeCall call) => calls.Add(call);

    /// <summary>Does something in the lock.</summary>
    internal T Read<T>(Func<T> read)
    {
        lock (gate)
        {
            return read();
        }
    }

    /// <inheritdoc cref="Read{T}"/>
    internal void Read(Action act)
    {
        lock (gate)
        {
            act();
        }
    }
}
