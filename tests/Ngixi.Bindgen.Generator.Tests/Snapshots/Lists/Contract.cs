namespace Demo;

[WasmImport("env")]
public interface ILists
{
    string[] Strings([MaxItems(100)] string[] value);
    IReadOnlyList<string?> Names(IReadOnlyList<string?> value);
    IReadOnlyList<int> Numbers([MaxItems(10)] IReadOnlyList<int> value);
    IReadOnlyList<byte>? Bytes(IReadOnlyList<byte>? value);
    bool[] Flags(bool[] value);
    IReadOnlyList<Kind> Kinds(Kind[] value);
    IReadOnlyList<Wide>? Wides(IReadOnlyList<Wide>? value);
    Guid[] Ids(Guid[] value);
    DateTimeOffset[] Moments(TimeSpan[] value);
    IReadOnlyList<Item> Items(IReadOnlyList<Item> value);
    Item?[]? MaybeItems(Item?[]? value);
    int[][] Matrix(int[][] value);
    IReadOnlyList<IReadOnlyList<string[]>> Nested(IReadOnlyList<IReadOnlyList<string[]>> value);
    IReadOnlyDictionary<string, string> Headers(IReadOnlyDictionary<string, string> value);
    IReadOnlyDictionary<string, int>? Counts([MaxItems(5)] IReadOnlyDictionary<string, int>? value);
    IReadOnlyDictionary<string, IReadOnlyList<Item>> Groups(IReadOnlyDictionary<string, Item?[]> value);
    IReadOnlyDictionary<int, string> Ranks(IReadOnlyDictionary<Kind, Item> value);
    Dictionary<ulong, int>? Totals(IReadOnlyDictionary<Wide, string?>? value);
    [WasmErrors(typeof(Failure))] IReadOnlyList<Item> Fallible(string[] value);
}

public record Item(string Name, IReadOnlyDictionary<string, string[]> Tags, Kind[] Kinds, byte[][]? Parts);

public enum Kind : short { Small, Large }

public enum Wide : ulong { Zero }

public enum Failure { Broken }
