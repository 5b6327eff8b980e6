using Ngixi.Bindgen;

namespace Ngixi.Cli.Tests.Support;

/// <summary>What the guest <c>plugin.wasm</c> exports, with a method for each kind of type.</summary>
[WasmExport]
public interface IPlugin
{
    /// <summary>Greets somebody, several times.</summary>
    string Render(string name, int times);

    bool IsLater(DateTimeOffset one, DateTimeOffset other);

    Mood Flip(Mood mood);

    byte Low(long number);

    byte[] Reverse(byte[] bytes);

    long Sum(IReadOnlyList<long> numbers);

    int? Double(int? number);

    string? Longer(string? one, string? other);

    Order Echo(Order order);

    Shape Grow(Shape shape, double by);

    IReadOnlyDictionary<string, int> Count(IReadOnlyList<string> words);

    (string First, int Length) Describe(string text);

    void Fail(string reason);
}

public enum Mood
{
    Glad,
    Sad = 7,
}

[Flags]
public enum Access : ulong
{
    Read = 1,
    Write = 2,
    All = ulong.MaxValue,
}

public record Order(
    Guid Id,
    sbyte Small,
    ushort Port,
    char Letter,
    decimal Price,
    TimeSpan Wait,
    DateOnly Day,
    Mood? Mood,
    string? Note,
    Order? Before,
    IReadOnlyList<Order> Parts,
    Access Access,
    float Weight,
    Uri Link,
    byte[] Bytes,
    IReadOnlyDictionary<short, string> Names,
    bool IsPaid,
    Guid? Other,
    Everything Everything);

/// <summary>The types that an order has not.</summary>
public record Everything(
    byte Byte,
    short Short,
    int Int,
    uint UInt,
    long Long,
    ulong ULong,
    double Double,
    Half Half,
    Int128 Int128,
    UInt128 UInt128,
    DateTimeOffset At,
    DateTime Utc,
    TimeOnly Time,
    Version Version,
    decimal? Fee,
    long? Count,
    TimeOnly? Until,
    DateOnly? Until2,
    bool? IsKnown,
    Shape? Shape,
    IReadOnlyList<Mood> Moods,
    IReadOnlyList<bool>? Bits,
    IReadOnlyList<string?> Texts,
    IReadOnlyList<int?> Gaps,
    IReadOnlyDictionary<Mood, IReadOnlyList<double>> ByMood,
    IReadOnlyDictionary<ulong, Shape?>? ByNumber,
    Empty Empty);

public record Empty;

public abstract record Shape
{
    public sealed record Circle(double Radius) : Shape;

    public sealed record Group(IReadOnlyList<Shape> Shapes) : Shape;
}
