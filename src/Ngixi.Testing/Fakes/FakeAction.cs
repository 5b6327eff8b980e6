using System.ComponentModel;

namespace Ngixi.Testing;

/// <summary>How a method of a fake ends that returns nothing, and its calls.</summary>
/// <typeparam name="TCall">The record of its calls.</typeparam>
public sealed class FakeAction<TCall>
    where TCall : FakeCall
{
    private readonly FakeSetup<TCall, ValueTuple> setup;

    /// <summary>Creates it. For generated code.</summary>
    /// <param name="fake">The fake.</param>
    /// <param name="name">The name of its property.</param>
    /// <param name="errors">The enum of the errors that the method declares, or null.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public FakeAction(Fake fake, string name, Type? errors = null) =>
        setup = new FakeSetup<TCall, ValueTuple>(fake, name, static () => default, errors);

    /// <summary>Gets the calls so far, in their order.</summary>
    public IReadOnlyList<TCall> Calls => setup.Calls;

    /// <summary>Gets what says how the next call ends that has no end yet: <c>Next</c> in a row is a queue.</summary>
    public FakeAnswer<TCall> Next => new(new FakeAnswer<TCall, ValueTuple>(setup, isNext: true, TimeSpan.Zero));

    /// <summary>Gets what says how each call ends for which nothing is queued.</summary>
    public FakeAnswer<TCall> Always => new(new FakeAnswer<TCall, ValueTuple>(setup, isNext: false, TimeSpan.Zero));

    /// <summary>Answers a call. For generated code.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Ends a delay.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Call(TCall call, CancellationToken cancellation = default) => setup.Call(call, cancellation);

    /// <summary>Answers a call of a method with a task. For generated code.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Ends a delay.</param>
    /// <returns>A task that ends as the call does.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public async ValueTask CallAsync(TCall call, CancellationToken cancellation = default) =>
        await setup.CallAsync(call, cancellation).ConfigureAwait(false);
}
