namespace Ngixi.Bindgen.Tests.Contracts;

/// <summary>What the host's own code may do in a call, good or not: see <see cref="Survival.Attacks"/>.</summary>
[WasmImport("odd")]
public interface IOdd
{
    void Ping();

    int Divide(int dividend, int divisor);

    int Sum(ReadOnlySpan<byte> bytes);

    void Fill(Span<byte> bytes);

    int Measure(ReadOnlySpan<char> text);

    Task<int> CountAsync(int number);

    Task<IOddFile> OpenAsync();

    void Nest(Deep value);

    Deep Dig();

    void Watch(Watched value);
}

[WasmResource("odd_file_")]
public interface IOddFile : IDisposable;

/// <summary>What the host calls.</summary>
[WasmExport(Prefix = "odd_")]
public interface IOddPlugin
{
    void Ping();

    int Sum();

    int Fill();

    int Count(int number);

    int Open();

    void Nest();

    void Dig();

    void Watch();

    int Grow(int pages);

    int Descend(int levels);

    int Take(IReadOnlyList<int?> numbers);
}

/// <summary>Takes much of the stack for each level: 192 bytes, with <paramref name="Next"/> at 0.</summary>
public sealed record Deep(
    Deep? Next,
    Guid A,
    Guid B,
    Guid C,
    Guid D,
    Guid E,
    Guid F,
    DateTimeOffset G,
    DateTimeOffset H,
    string I,
    string J,
    int? K,
    double? L,
    IReadOnlyList<Deep> M);

/// <summary>Runs the host's code while it is read.</summary>
public sealed record Watched
{
    public static Action OnMade { get; set; } = () => { };

    public int First
    {
        get;
        init
        {
            field = value;
            OnMade();
        }
    }

    public string Second { get; init; } = "";
}
