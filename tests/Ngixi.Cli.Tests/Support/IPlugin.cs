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
    Guid? Other);

public abstract record Shape
{
    public sealed record Circle(double Radius) : Shape;

    public sealed record Group(IReadOnlyList<Shape> Shapes) : Shape;
}
