using System.Collections;
using System.Collections.Immutable;
using Ngixi.Bindgen.Conformance.Tests.Contracts;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>Values at the edges of types. A collection of objects is several values of one row.</summary>
internal static class Values
{
    public const int DeepestTree = 63;

    public static readonly object[] Singles =
    [
        0f, float.NegativeZero, float.Epsilon, float.MinValue, float.MaxValue, float.NegativeInfinity, float.PositiveInfinity,
        BitConverter.UInt32BitsToSingle(0x7FC0_1234), BitConverter.UInt32BitsToSingle(0xFFC0_0001),
    ];

    public static readonly object[] Doubles =
    [
        0d, double.NegativeZero, double.Epsilon, double.MinValue, double.MaxValue, double.NegativeInfinity, double.PositiveInfinity,
        BitConverter.UInt64BitsToDouble(0x7FF8_0000_1234_5678), BitConverter.UInt64BitsToDouble(0xFFF8_0000_0000_0001),
    ];

    public static readonly object[] Texts =
    [
        "", "a", "häß 日本 😀", "a\0b\0", "\uD800", "\uDC00 first", "last \uDBFF", new string('x', 511), new string('x', 512),
        new string('ж', 100_000),
    ];

    public static readonly object[] ByteArrays =
    [
        Array.Empty<byte>(), new byte[] { 0 }, new byte[] { 0, 127, 128, 255 }, Bytes(1023), Bytes(1024), Bytes(1025), Bytes(1_000_000),
    ];

    public static readonly object[] Memories = [.. ByteArrays.Select(array => (object)new ReadOnlyMemory<byte>((byte[])array))];

    public static readonly object[] Halves =
    [
        Half.Zero, Half.NegativeZero, Half.Epsilon, Half.MinValue, Half.MaxValue, Half.NegativeInfinity, Half.PositiveInfinity, Half.NaN,
    ];

    public static readonly object[] Decimals =
    [
        0m, 0.00m, 1.50m, -1e-28m, decimal.MinValue, decimal.MaxValue, 1.2345678901234567890123456789m,
    ];

    public static readonly object[] Addresses =
    [
        new Uri("https://example.com/a%20b?q=1#f"),
        new Uri("HTTPS://Example.COM:443/ä/../b"),
        new Uri("", UriKind.Relative),
        new Uri("/a/b", UriKind.Relative),
        new Uri("../c?d=/e", UriKind.Relative), new Uri("urn:uuid:1"), new Uri("file:///tmp/x"), new Uri("mailto:a@example.com"),
    ];

    public static readonly DateOnly Epoch = new(1970, 1, 1);

    public static readonly Invoice EmptyInvoice =
        new(
            0m, null, default, null, default, DateTime.UnixEpoch, default, null, default, null, new Uri("", UriKind.Relative), null,
            new Version(0, 0), null, []);

    public static readonly Invoice Invoice = new(
        12.50m, -0.010m, DateOnly.MaxValue, DateOnly.MinValue, TimeOnly.MaxValue, DateTime.UnixEpoch.AddTicks(1), Half.MinValue,
        Half.NegativeZero, Int128.MinValue, UInt128.MaxValue,
        new Uri("https://example.com/"), new Uri("/next", UriKind.Relative), new Version(1, 0), new Version(1, 2, 3, 4), [1m, 2.0m]);

    public static readonly Collections EmptyCollections = new(default, [], null, [], new HashSet<string>(), [], null, []);

    public static readonly Collections Collections = new(
        "\uD800".AsMemory(), [1, 2], ["a", ""], [Level.High, Level.Low], new HashSet<string> { "b" }, [double.NegativeZero],
        [new Point(1, 2)],
        new Dictionary<string, List<Collections>> { ["\0"] = [EmptyCollections] });

    public static readonly Settings Settings = new()
    {
        Name = "\uD800",
        Level = int.MinValue,
        Size = new Extent { Width = 1 },
        Parent = new Settings { Level = 1 },
    };

    public static readonly DateTimeOffset EarliestInstant = DateTimeOffset.UnixEpoch + ShortestDuration;
    public static readonly DateTimeOffset LatestInstant = DateTimeOffset.UnixEpoch + LongestDuration;
    public static readonly Guid Identifier = new("00112233-4455-6677-8899-aabbccddeeff");

    public static readonly Person Nobody = new("", 0, null, default, null, [], null);
    public static readonly Person Ada = new(
        "Ada",
        int.MaxValue,
        "\uD800",
        new Point(1.5, double.NaN),
        new Point(double.NegativeZero, 2),
        ["en", "", "fr"],
        Nobody);

    public static readonly Mixed EmptyMixed = new() { Moment = DateTimeOffset.UnixEpoch };

    public static readonly object[] Shapes =
    [
        new Shape.Circle(1.5), new Shape.Polygon([], null), new Shape.Polygon([new Point(1, 2), new Point(3, 4)], "line"),
        new Shape.Group(new Shape.Empty(), null),
        new Shape.Group(new Shape.Circle(1), new Shape.Group(new Shape.Empty(), null)),
        new Shape.Empty(),
    ];

    public static TimeSpan ShortestDuration => new(long.MinValue / 100);

    public static TimeSpan LongestDuration => new(long.MaxValue / 100);

    public static Mixed Mixed => new()
    {
        First = 1,
        Big = long.MinValue,
        Flag = true,
        Level = Level.High,
        Small = short.MinValue,
        Wide = Wide.Least,
        Character = '\uDBFF',
        Real = float.NegativeZero,
        Id = Identifier,
        Moment = EarliestInstant,
        Length = LongestDuration,
        Optional = int.MinValue,
        OptionalReal = double.NegativeZero,
        OptionalId = Guid.AllBitsSet,
        OptionalLevel = Level.High,
        Data = [1, 2, 3],
        Numbers = [long.MinValue, long.MaxValue],
        Memory = new byte[] { 4, 5 },
        Groups = new Dictionary<string, IReadOnlyList<Point>> { [""] = [], ["two"] = [new Point(1, 2), new Point(3, 4)] },
        Shape = new Shape.Polygon([new Point(5, 6)], "\0"),
        Last = byte.MaxValue,
    };

    /// <summary>What the largest values need.</summary>
    public static GuestOptions OfMillions { get; } = new() { MaxBytesPerCall = 128 * 1024 * 1024, MaxItemsPerCall = 4 * 1024 * 1024 };

    public static object MillionEntries => Enumerable.Range(0, 1_000_000).ToDictionary(index => $"key {index}");

    /// <summary>None, one, and all of them.</summary>
    public static object[] Arrays<T>(params T[] items) => [Array.Empty<T>(), items[..1], items];

    public static object Million<T>(Func<int, T> item) => Enumerable.Range(0, 1_000_000).Select(item).ToArray();

    public static bool IsMillion(object? value) => value is ICollection { Count: 1_000_000 };

    public static object[] Dictionaries<T>(params T[] values) =>
        [new Dictionary<string, T>(), values.Select((value, index) => KeyValuePair.Create($"{index}\0\uD800", value)).ToDictionary()];

    public static object[] Keyed<TKey, T>(params (TKey Key, T Value)[] entries)
        where TKey : notnull => [new Dictionary<TKey, T>(), entries.ToDictionary(entry => entry.Key, entry => entry.Value)];

    /// <summary>A tree of so many levels, by turns through a list and a pointer.</summary>
    public static Tree TreeOf(int levels)
    {
        Tree tree = new("leaf", [], null);
        for (int level = 1; level < levels; level++)
        {
            tree = level % 2 == 0 ? new Tree("", [], tree) : new Tree("", [tree], null);
        }

        return tree;
    }

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(index => (byte)(index * 7))];
}
