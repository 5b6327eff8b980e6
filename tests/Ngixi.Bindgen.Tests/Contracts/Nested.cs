namespace Ngixi.Bindgen.Tests.Contracts;

public readonly record struct Spot(double X, double Y);

/// <summary>44 bytes: Name 0, IsAdult 8, Level 9, Age 12, Work 20, Languages 24, Scores 32, Manager 40.</summary>
public record Employee(
    string Name,
    bool IsAdult,
    Level Level,
    int? Age,
    Spot? Work,
    IReadOnlyList<string> Languages,
    [property: MaxItems(3)] int[] Scores,
    Employee? Manager);

/// <summary>16 bytes: Children 0, Left 8, Right 12.</summary>
public record Node(IReadOnlyList<Node> Children, Node? Left, Node? Right);

public abstract record Figure
{
    public sealed record Circle(double Radius) : Figure;

    public sealed record Group(Figure First, Figure? Second) : Figure;
}
