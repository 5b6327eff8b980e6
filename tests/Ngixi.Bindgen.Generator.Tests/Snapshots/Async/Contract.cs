namespace Demo;

public enum Size { Small, Large }

public sealed record Item(string Name, int Count);

/// <summary>A shop that may be anywhere.</summary>
[WasmExport(Async = true)]
public interface IShop
{
    int Add(int a, byte b);

    void Clear();

    string Render(string template, string language = "en", Size size = Size.Large, double factor = 0.5, decimal price = 1.50m, int? most = null);

    int Sum(ReadOnlySpan<int> numbers, ReadOnlySpan<char> text);

    Item[] Items(IReadOnlyDictionary<string, Item> items, CodeOf code);

    (int Count, string? Name) Find(Item item);

    bool TryGet(string key, out Item item, out int left);

    [WasmName("has")]
    bool TryGet(string key);

    void Last(out long time);

    string Both(out int Rest);

    byte[]? Bytes(string cancellation, Guid id = default);
}

public readonly record struct CodeOf(ushort Code);

/// <summary>Its like has the name that is taken.</summary>
[WasmExport(Prefix = "bar_", Async = true)]
internal interface IBar
{
    bool IsOpen(bool arguments, bool guest);
}

public interface IBarGuest;
