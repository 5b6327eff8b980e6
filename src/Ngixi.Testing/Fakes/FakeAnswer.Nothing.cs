using Ngixi.Bindgen;

namespace Ngixi.Testing;

/// <summary>Says how calls of a fake's method end that returns nothing: <c>fake.Log.Always.Returns()</c>.</summary>
/// <typeparam name="TCall">The record of its calls.</typeparam>
public sealed class FakeAnswer<TCall>
    where TCall : FakeCall
{
    private readonly FakeAnswer<TCall, ValueTuple> answer;

    internal FakeAnswer(FakeAnswer<TCall, ValueTuple> answer) => this.answer = answer;

    /// <inheritdoc cref="FakeAnswer{TCall, TResult}.After"/>
    public FakeAnswer<TCall> After(TimeSpan time) => new(answer.After(time));

    /// <summary>Lets calls return.</summary>
    public void Returns() => answer.Returns(default);

    /// <summary>Runs a function.</summary>
    /// <param name="function">The function. What it writes to an array of the call, the guest finds in its buffer.</param>
    public void Runs(Action<TCall> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        answer.Runs(call =>
        {
            function(call);
            return default;
        });
    }

    /// <summary>Runs a function with a task. A method without one waits for it.</summary>
    /// <param name="function">The function; the token is that of the call, where the method has one.</param>
    public void RunsAsync(Func<TCall, CancellationToken, Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        answer.RunsAsync(async (call, cancellation) =>
        {
            await function(call, cancellation).ConfigureAwait(false);
            return default;
        });
    }

    /// <inheritdoc cref="FakeAnswer{TCall, TResult}.Throws"/>
    public void Throws(Exception exception) => answer.Throws(exception);

    /// <inheritdoc cref="FakeAnswer{TCall, TResult}.Fails{TError}"/>
    public void Fails<TError>(TError error, string message = "")
        where TError : struct, Enum => answer.Fails(error, message);
}
