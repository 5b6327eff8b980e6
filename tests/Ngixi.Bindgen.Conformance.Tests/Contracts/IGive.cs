using System.Collections.Immutable;

namespace Ngixi.Bindgen.Conformance.Tests.Contracts;

/// <summary>From the host to the guest, as a result.</summary>
[WasmImport("conformance", Prefix = "give_")]
public interface IGive
{
    bool Boolean();

    sbyte SByte();

    byte Byte();

    short Int16();

    ushort UInt16();

    char Char();

    int Int32();

    uint UInt32();

    long Int64();

    ulong UInt64();

    float Single();

    double Double();

    Level Enumeration();

    Access Flags();

    Wide WideEnum();

    Bits WideFlags();

    DateTimeOffset Instant();

    TimeSpan Duration();

    Guid Identifier();

    string Text();

    string? NullableText();

    ReadOnlySpan<char> Characters();

    byte[] Bytes();

    byte[]? NullableBytes();

    ReadOnlySpan<byte> ByteSpan();

    ReadOnlyMemory<byte> ByteMemory();

    sbyte[] SBytes();

    short[] Int16s();

    ushort[] UInt16s();

    int[] Int32s();

    uint[] UInt32s();

    long[] Int64s();

    ulong[] UInt64s();

    float[] Singles();

    double[] Doubles();

    IReadOnlyList<int> NumberList();

    IReadOnlyList<double>? NullableNumberList();

    bool[] Booleans();

    IReadOnlyList<Level> Enums();

    Wide[] WideEnums();

    Guid[] Identifiers();

    IReadOnlyList<DateTimeOffset> Instants();

    string[] Strings();

    IReadOnlyList<string?> NullableStrings();

    IReadOnlyList<string>? NullableStringList();

    int?[] OptionalNumbers();

    int[][] Matrix();

    IReadOnlyList<IReadOnlyList<string>> NestedLists();

    IReadOnlyDictionary<string, int> Dictionary();

    IReadOnlyDictionary<string, string?>? NullableDictionary();

    IReadOnlyDictionary<string, Person> DictionaryOfRecords();

    int? OptionalInt32();

    bool? OptionalBoolean();

    long? OptionalInt64();

    double? OptionalDouble();

    Level? OptionalEnum();

    DateTimeOffset? OptionalInstant();

    Guid? OptionalIdentifier();

    Point RecordStruct();

    Point? NullableRecordStruct();

    Person Record();

    Person? NullableRecord();

    Mixed Mixed();

    IReadOnlyList<Person> Records();

    Point[] RecordStructs();

    Person?[] NullableRecords();

    Tree Recursive();

    Shape Union();

    Shape? NullableUnion();

    IReadOnlyList<Shape> Unions();

    Half HalfNumber();

    Half? OptionalHalf();

    decimal Decimal();

    decimal? OptionalDecimal();

    Int128 SignedHuge();

    UInt128 UnsignedHuge();

    DateOnly Date();

    DateOnly? OptionalDate();

    TimeOnly TimeOfDay();

    DateTime UtcTime();

    DateTime? OptionalUtcTime();

    Uri Address();

    Uri? NullableAddress();

    Version ProgramVersion();

    Version? NullableVersion();

    decimal[] Decimals();

    IReadOnlyList<decimal?> OptionalDecimals();

    IReadOnlyList<DateOnly> Dates();

    Uri?[] NullableAddresses();

    IReadOnlyDictionary<string, decimal> DictionaryOfDecimals();

    Invoice Converted();

    Invoice? NullableConverted();

    ReadOnlyMemory<char> CharacterMemory();

    ReadOnlyMemory<char>? OptionalCharacterMemory();

    List<int> NumbersInList();

    List<double>? NullableNumbersInList();

    List<string> StringsInList();

    HashSet<int> NumberSet();

    HashSet<string>? NullableStringSet();

    IReadOnlySet<long> ReadOnlySet();

    IReadOnlySet<Point> SetOfRecords();

    ImmutableArray<int> ImmutableNumbers();

    ImmutableArray<string>? OptionalImmutableStrings();

    ImmutableArray<Person> ImmutableRecords();

    Dictionary<string, int> MutableDictionary();

    Dictionary<string, decimal?>? NullableMutableDictionary();

    IReadOnlyDictionary<int, string?> DictionaryByNumber();

    IReadOnlyDictionary<ulong, Point>? NullableDictionaryByWideNumber();

    IReadOnlyDictionary<Level, byte> DictionaryByEnum();

    IReadOnlyDictionary<Wide, Person> DictionaryByWideEnum();

    Dictionary<sbyte, decimal> MutableDictionaryBySmallNumber();

    List<HashSet<DateOnly>> NestedCollections();

    Collections Collected();

    Settings MutableClass();

    Settings? NullableMutableClass();

    Extent MutableStruct();

    Extent? NullableMutableStruct();

    List<Settings> MutableClasses();
}
