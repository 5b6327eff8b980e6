using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Survival;

/// <summary>A host whose methods do what an attack has them do.</summary>
internal sealed class Odd : IOdd
{
    public delegate int Reader(ReadOnlySpan<byte> bytes);

    public delegate void Writer(Span<byte> bytes);

    public Action OnPing { get; init; } = () => { };

    public Reader OnSum { get; init; } = static bytes => bytes.Length;

    public Writer OnFill { get; init; } = static bytes => bytes.Fill(7);

    public Func<int, Task<int>> OnCount { get; init; } = Task.FromResult;

    public Func<Task<IOddFile>> OnOpen { get; init; } = () => Task.FromResult<IOddFile>(new OddFile(() => { }));

    public Func<Deep> OnDig { get; init; } = () => throw new NotSupportedException();

    public void Ping() => OnPing();

    public int Divide(int dividend, int divisor) => dividend / divisor;

    public int Sum(ReadOnlySpan<byte> bytes) => OnSum(bytes);

    public void Fill(Span<byte> bytes) => OnFill(bytes);

    public int Measure(ReadOnlySpan<char> text) => text.Length;

    public Task<int> CountAsync(int number) => OnCount(number);

    public Task<IOddFile> OpenAsync() => OnOpen();

    public void Nest(Deep value)
    {
    }

    public Deep Dig() => OnDig();

    public void Watch(Watched value)
    {
    }
}

/// <summary>Does what it is told to when it is disposed.</summary>
internal sealed class OddFile(Action dispose) : IOddFile
{
    public void Dispose() => dispose();
}
