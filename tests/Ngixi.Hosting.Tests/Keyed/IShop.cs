using Ngixi.Bindgen;

namespace Ngixi.Hosting.Tests.Keyed;

/// <summary>A shop with a stock, which is its state.</summary>
[WasmExport(Prefix = "shop_", Async = true)]
public interface IShop
{
    /// <summary>Adds to the stock.</summary>
    /// <returns>How many of the article there are now.</returns>
    int Add(string article, int count);

    /// <summary>Counts all articles.</summary>
    int Total();

    void Clear();

    string Greet(string name, string greeting = "hello");

    (int Count, string? Latest) Summary();

    bool TryFind(string article, out Article found);

    Article[] List(IReadOnlyList<string> articles);

    IReadOnlyDictionary<string, int> Stock();

    int? Double(int? value);

    long Sum(ReadOnlySpan<int> numbers, ReadOnlySpan<char> text);

    Guid Same(Guid id, Shade shade, bool isSet, DateTimeOffset at, double factor);

    byte[] Bytes(ReadOnlyMemory<byte> bytes);

    void Trap();

    void Spin();

    /// <summary>Has the next states be so large.</summary>
    void Grow(int bytes);
}
