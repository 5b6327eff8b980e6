namespace Demo;

[WasmImport("shapes")]
public interface IShapes
{
    /// <summary>Moves a point.</summary>
    Point Move(Point point, Line along);
    Point? Middle(Line? line);
    GeoPosition Locate(GeoPosition? position);
    void Store([MaxBytes(4096)] Everything everything);
    Tree Grow(Tree tree);
    Nothing None(Nothing nothing);
}

/// <summary>A point.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Up.</param>
public record Point(double X, double Y, string Label = "", Color Color = Color.Red);

public record Line(Point From, Point To, Point? Via);

public readonly record struct GeoPosition(float Latitude, float Longitude);

public record Everything
{
    public bool Boolean { get; init; }
    public required sbyte Tiny { get; set; }

    /// <summary>One UTF-16 code unit.</summary>
    public char Character { get; init; }
    public ushort Word { get; init; }
    public long Big { get; init; }
    public Color Color { get; init; }
    public Wide Wide { get; init; }
    public DateTimeOffset Moment { get; init; }
    public TimeSpan Length { get; init; }
    public Guid Id { get; init; }
    public string Text { get; init; } = "";
    public string? Note { get; init; }
    public byte[] Data { get; init; } = [];
    public int[]? Numbers { get; init; }
    public ReadOnlyMemory<byte> Memory { get; init; }
    [MaxItems(16)] public IReadOnlyList<double> Doubles { get; init; } = [];
    public GeoPosition? Position { get; init; }
    public GeoPosition Home { get; init; }
    public string Computed => Text + Note;
    public static int Shared { get; set; }
}

public record Tree(string Name, [MaxItems(8)] IReadOnlyList<Tree> Children, Tree? Parent);

public record Nothing;

public enum Color : byte { Red, Green }

public enum Wide : long { Zero }
