using System.Collections.Immutable;

namespace Ngixi.Bindgen.Conformance.Tests.Contracts;

public enum Level : byte
{
    Low,
    High = 200,
}

[Flags]
public enum Access
{
    None = 0,
    Read = 1,
    Write = 2,
}

public enum Wide : long
{
    Least = long.MinValue,
    Zero = 0,
    Most = long.MaxValue,
}

[Flags]
public enum Bits : ulong
{
    None = 0,
    Low = 1,
    High = 1UL << 63,
}

public readonly record struct Point(double X, double Y);

/// <summary>Strings, a nested record, a list and what may be null.</summary>
public record Person(string Name, int Age, string? Nickname, Point Home, Point? Work, IReadOnlyList<string> Languages, Person? Manager);

/// <summary>A field of each size, so that what lies between them is not read.</summary>
public record Mixed
{
    public byte First { get; init; }

    public long Big { get; init; }

    public bool Flag { get; init; }

    public Level Level { get; init; }

    public short Small { get; init; }

    public Wide Wide { get; init; }

    public char Character { get; init; }

    public float Real { get; init; }

    public Guid Id { get; init; }

    public DateTimeOffset Moment { get; init; }

    public TimeSpan Length { get; init; }

    public int? Optional { get; init; }

    public double? OptionalReal { get; init; }

    public Guid? OptionalId { get; init; }

    public Level? OptionalLevel { get; init; }

    public byte[] Data { get; init; } = [];

    public long[]? Numbers { get; init; }

    public ReadOnlyMemory<byte> Memory { get; init; }

    public IReadOnlyDictionary<string, IReadOnlyList<Point>> Groups { get; init; } = new Dictionary<string, IReadOnlyList<Point>>();

    public Shape Shape { get; init; } = new Shape.Empty();

    public byte Last { get; init; }
}

public record Tree(string Name, IReadOnlyList<Tree> Children, Tree? Next);

/// <summary>What the host converts.</summary>
public record Invoice(
    decimal Total,
    decimal? Discount,
    DateOnly Due,
    DateOnly? Paid,
    TimeOnly Reminder,
    DateTime Issued,
    Half Weight,
    Half? Width,
    Int128 Number,
    UInt128? Order,
    Uri Link,
    Uri? Next,
    Version Form,
    Version? Draft,
    IReadOnlyList<decimal> Parts);

/// <summary>Collections that the host may change.</summary>
public record Collections(
    ReadOnlyMemory<char> Text,
    List<int> Numbers,
    List<string>? Names,
    HashSet<Level> Levels,
    IReadOnlySet<string> Words,
    ImmutableArray<double> Reals,
    ImmutableArray<Point>? Points,
    Dictionary<string, List<Collections>> Parts);

/// <summary>A class of data: made without arguments, its properties set.</summary>
public class Settings
{
    public string Name { get; set; } = "";

    public required int Level { get; set; }

    public Extent Size { get; init; }

    public Settings? Parent { get; set; }

    public bool HasParent => Parent is not null;
}

public struct Extent
{
    public double Width { get; set; }

    public double Height { get; set; }
}

public abstract record Shape
{
    public sealed record Circle(double Radius) : Shape;

    public sealed record Polygon(IReadOnlyList<Point> Corners, string? Name) : Shape;

    public sealed record Group(Shape First, Shape? Second) : Shape;

    public sealed record Empty : Shape;
}
