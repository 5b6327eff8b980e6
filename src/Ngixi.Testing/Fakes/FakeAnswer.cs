using Ngixi.Bindgen;

namespace Ngixi.Testing;

/// <summary>Says how calls of a fake's method answer: <c>fake.Send.Next.Returns(3)</c>.</summary>
/// <typeparam name="TCall">The record of its calls.</typeparam>
/// <typeparam name="TResult">What it returns.</typeparam>
public sealed class FakeAnswer<TCall, TResult>
    where TCall : FakeCall
{
    private readonly FakeSetup<TCall, TResult> setup;
    private readonly bool isNext;
    private readonly TimeSpan delay;

    internal FakeAnswer(FakeSetup<TCall, TResult> setup, bool isNext, TimeSpan delay)
    {
        this.setup = setup;
        this.isNext = isNext;
        this.delay = delay;
    }

    /// <summary>Lets the call wait before it answers, by the fake's clock. The token of the call ends the wait.</summary>
    /// <param name="time">The time; <see cref="Timeout.InfiniteTimeSpan"/> for a call that never ends by itself.</param>
    /// <returns>What says how it answers then.</returns>
    public FakeAnswer<TCall, TResult> After(TimeSpan time) => new(setup, isNext, time);

    /// <summary>Answers with a value.</summary>
    /// <param name="value">The value.</param>
    public void Returns(TResult value) => Set((_, _) => new(value));

    /// <summary>Answers by a function.</summary>
    /// <param name="answer">Makes the answer. What it writes to an array of the call, the guest finds in its buffer.</param>
    public void Runs(Func<TCall, TResult> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Set((call, _) => new(answer(call)));
    }

    /// <summary>Answers by a function with a task. A method without one waits for it.</summary>
    /// <param name="answer">Makes the answer; the token is that of the call, where the method has one.</param>
    public void RunsAsync(Func<TCall, CancellationToken, Task<TResult>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        Set((call, cancellation) => new(answer(call, cancellation)));
    }

    /// <summary>Ends calls by an exception, as a method of a host does. It traps the guest, unless it is a declared error.</summary>
    /// <param name="exception">The exception.</param>
    public void Throws(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Set((_, _) => ValueTask.FromException<TResult>(exception));
    }

    /// <summary>Ends calls by an error that the method declares: the guest goes on, and handles it.</summary>
    /// <typeparam name="TError">The enum of the errors.</typeparam>
    /// <param name="error">The error.</param>
    /// <param name="message">The description that the guest gets, too.</param>
    /// <exception cref="ArgumentException">The method declares no such errors: thrown, it would trap the guest.</exception>
    public void Fails<TError>(TError error, string message = "")
        where TError : struct, Enum
    {
        setup.RequireErrors(typeof(TError));
        Throws(new GuestException<TError>(error, message));
    }

    private void Set(Func<TCall, CancellationToken, ValueTask<TResult>> answer) => setup.Set(isNext, delay, answer);
}
