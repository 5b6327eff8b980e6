namespace Demo;

/// <summary>What a plugin does.</summary>
[WasmExport(Prefix = "plugin_")]
public interface IPlugin
{
    /// <summary>Adds.</summary>
    /// <param name="a">One.</param>
    /// <param name="b">Another.</param>
    /// <returns>The sum.</returns>
    int Add(int a, int b);

    void Start();
    bool Accepts(Kind kind, DateTimeOffset at, byte small, char character);
    Kind KindOf(string name);
    string Render(string template, IReadOnlyDictionary<string, string> values);
    string? Title(ReadOnlySpan<char> text, ReadOnlySpan<byte> data);
    byte[] Bytes(byte[] value);
    IReadOnlyList<int>? Numbers(IReadOnlyList<int>? value);
    Guid Id(Guid id);
    Guid? MaybeId(Guid? id);
    int? Maybe(int? value);
    Kind? MaybeKind();
    Item Change(Item item, Item? other);
    Item? Find();
    Item[] Items(IReadOnlyList<Item> items);
    IReadOnlyDictionary<string, Item>? Map();
    Shape Bend(Shape shape);
    (int, string) Pair(string slots, int guest);
    bool TryGet(string key, out Item? item, out int result);
    void Only(out string value);
    [WasmName("on_event")] void Handle(Item item);
}

[WasmExport]
public interface IOther
{
    void Run();
}

public record Item(string Name, int Count);

public abstract record Shape
{
    public sealed record Circle(double Radius) : Shape;
}

public enum Kind : short { Small, Large }
