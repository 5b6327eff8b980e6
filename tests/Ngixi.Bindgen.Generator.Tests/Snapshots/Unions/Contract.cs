namespace Demo;

[WasmImport("env")]
public interface IDrawing
{
    double Area(Shape shape);
    Shape? Largest(IReadOnlyList<Shape> shapes, Shape? other);
    Expression Simplify(Expression expression);
}

/// <summary>A shape.</summary>
public abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>A circle.</summary>
    /// <param name="Radius">Its radius.</param>
    public sealed record Circle(double Radius) : Shape;

    public sealed record Polygon(IReadOnlyList<Corner> Corners, string? Name) : Shape;

    public sealed record Empty : Shape;
}

public readonly record struct Corner(float X, float Y);

public abstract record Expression
{
    public sealed record Number(double Value) : Expression;

    public sealed record Sum(Expression Left, Expression Right) : Expression;
}
