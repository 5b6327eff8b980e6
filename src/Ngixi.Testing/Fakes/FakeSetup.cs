namespace Ngixi.Testing;

/// <summary>What a test said of one method of a fake, and the calls of it. Guarded by the lock of the fake.</summary>
internal sealed class FakeSetup<TCall, TResult>(Fake fake, string name, Func<TResult>? fallback, Type? errors)
    where TCall : FakeCall
{
    private readonly List<TCall> calls = [];
    private readonly Queue<Answer> queue = [];
    private Answer? always;

    public IReadOnlyList<TCall> Calls => fake.Read(() => calls.ToArray());

    private string FullName => $"{fake.InterfaceName}.{name}";

    public void Set(bool isNext, TimeSpan delay, Func<TCall, CancellationToken, ValueTask<TResult>> answer) => fake.Read(() =>
    {
        if (isNext)
        {
            queue.Enqueue(new Answer(delay, answer));
        }
        else
        {
            always = new Answer(delay, answer);
        }
    });

    public void RequireErrors(Type type)
    {
        if (type != errors)
        {
            throw new ArgumentException(
                $"{FullName} does not declare errors of {type.Name}, so that a host's method that throws one traps the guest. "
                + $"Put [WasmErrors(typeof({type.Name}))] on the method, or let the fake throw with Throws.");
        }
    }

    public TResult Call(TCall call, CancellationToken cancellation)
    {
        ValueTask<TResult> answer = CallAsync(call, cancellation);

        // A method without a task has to wait here, on the thread of its guest, as a real one does.
        return answer.IsCompleted ? answer.GetAwaiter().GetResult() : answer.AsTask().GetAwaiter().GetResult();
    }

    public async ValueTask<TResult> CallAsync(TCall call, CancellationToken cancellation)
    {
        Answer answer = Take(call);
        if (answer.Delay != TimeSpan.Zero)
        {
            await Task.Delay(answer.Delay, fake.Time, cancellation).ConfigureAwait(false);
        }

        return await answer.Run(call, cancellation).ConfigureAwait(false);
    }

    private Answer Take(TCall call) => fake.Read(() =>
    {
        calls.Add(call);
        fake.Note(call);
        return queue.TryDequeue(out Answer? next) ? next : always ?? Default();
    });

    private Answer Default()
    {
        if (fake.Mode == FakeMode.Lenient && fallback is not null)
        {
            TResult value = fallback();
            return new Answer(TimeSpan.Zero, (_, _) => new(value));
        }

        string argument = typeof(TResult) == typeof(ValueTuple) ? "" : "…";
        string remedy = $"Say it before: fake.{name}.Always.Returns({argument}), or fake.{name}.Next.Returns({argument}) for one call";
        string lenient = fake.Mode == FakeMode.Lenient
            ? $"; there is no default of {typeof(TResult).Name}."
            : fallback is null
                ? "."
                : $"; or make the fake lenient: new {fake.GetType().Name} {{ Mode = FakeMode.Lenient }}.";
        throw new FakeSetupException($"{FullName} was called, and the test did not say how it answers. {remedy}{lenient}");
    }

    private sealed record Answer(TimeSpan Delay, Func<TCall, CancellationToken, ValueTask<TResult>> Run);
}
