using System.ComponentModel;

namespace Ngixi.Testing;

/// <summary>How a method of a fake answers, and its calls.</summary>
/// <typeparam name="TCall">The record of its calls.</typeparam>
/// <typeparam name="TResult">
/// What it returns: without its task, and with its <c>out</c> parameters. A view is returned as what it is a view of.
/// </typeparam>
public sealed class FakeMethod<TCall, TResult>
    where TCall : FakeCall
{
    private readonly FakeSetup<TCall, TResult> setup;

    /// <summary>Creates it. For generated code.</summary>
    /// <param name="fake">The fake.</param>
    /// <param name="name">The name of its property.</param>
    /// <param name="fallback">What a lenient fake returns; null where there is no default.</param>
    /// <param name="errors">The enum of the errors that the method declares, or null.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public FakeMethod(Fake fake, string name, Func<TResult>? fallback, Type? errors = null) =>
        setup = new FakeSetup<TCall, TResult>(fake, name, fallback, errors);

    /// <summary>Gets the calls so far, in their order.</summary>
    public IReadOnlyList<TCall> Calls => setup.Calls;

    /// <summary>Gets what says how the next call answers that has no answer yet: <c>Next</c> in a row is a queue.</summary>
    public FakeAnswer<TCall, TResult> Next => new(setup, isNext: true, TimeSpan.Zero);

    /// <summary>Gets what says how each call answers for which nothing is queued.</summary>
    public FakeAnswer<TCall, TResult> Always => new(setup, isNext: false, TimeSpan.Zero);

    /// <summary>Answers a call. For generated code.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Ends a delay.</param>
    /// <returns>The answer.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TResult Call(TCall call, CancellationToken cancellation = default) => setup.Call(call, cancellation);

    /// <summary>Answers a call of a method with a task. For generated code.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Ends a delay.</param>
    /// <returns>The answer.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask<TResult> CallAsync(TCall call, CancellationToken cancellation = default) => setup.CallAsync(call, cancellation);
}
