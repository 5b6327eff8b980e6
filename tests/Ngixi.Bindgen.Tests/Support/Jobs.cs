using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>Jobs whose behaviour a test sets.</summary>
internal sealed class Jobs : IJobs
{
    public Func<int, CancellationToken, Task> Run { get; init; } = (_, _) => Task.CompletedTask;

    public Func<string, Task<int>> Count { get; init; } = text => Task.FromResult(text.Length);

    public Func<ValueTask> Stop { get; init; } = () => ValueTask.CompletedTask;

    public Func<int, ValueTask<string>> Name { get; init; } = id => ValueTask.FromResult($"job {id}");

    public Func<GuestContext, int> TenantOf { get; init; } = context => (int)context.Store.GetData()!;

    public Task RunAsync(int id, CancellationToken cancellation) => Run(id, cancellation);

    public Task<int> CountAsync(string text) => Count(text);

    public ValueTask StopAsync() => Stop();

    public ValueTask<string> NameAsync(int id) => Name(id);

    public int Tenant(GuestContext context) => TenantOf(context);
}
