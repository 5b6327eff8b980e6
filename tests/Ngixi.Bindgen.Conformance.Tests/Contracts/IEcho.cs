using System.Collections.Immutable;

namespace Ngixi.Bindgen.Conformance.Tests.Contracts;

/// <summary>From the host to the guest as an argument, and back as a result.</summary>
[WasmExport(Prefix = "echo_", Async = true)]
public interface IEcho
{
    bool Boolean(bool value);

    sbyte SByte(sbyte value);

    byte Byte(byte value);

    short Int16(short value);

    ushort UInt16(ushort value);

    char Char(char value);

    int Int32(int value);

    uint UInt32(uint value);

    long Int64(long value);

    ulong UInt64(ulong value);

    float Single(float value);

    double Double(double value);

    Level Enumeration(Level value);

    Access Flags(Access value);

    Wide WideEnum(Wide value);

    Bits WideFlags(Bits value);

    DateTimeOffset Instant(DateTimeOffset value);

    TimeSpan Duration(TimeSpan value);

    Guid Identifier(Guid value);

    string Text(string value);

    string? NullableText(string? value);

    string Characters(ReadOnlySpan<char> value);

    byte[] Bytes(byte[] value);

    byte[]? NullableBytes(byte[]? value);

    byte[] ByteSpan(ReadOnlySpan<byte> value);

    ReadOnlyMemory<byte> ByteMemory(ReadOnlyMemory<byte> value);

    sbyte[] SBytes(sbyte[] value);

    short[] Int16s(short[] value);

    ushort[] UInt16s(ushort[] value);

    int[] Int32s(int[] value);

    uint[] UInt32s(uint[] value);

    long[] Int64s(long[] value);

    ulong[] UInt64s(ulong[] value);

    float[] Singles(float[] value);

    double[] Doubles(double[] value);

    IReadOnlyList<int> NumberList(IReadOnlyList<int> value);

    IReadOnlyList<double>? NullableNumberList(IReadOnlyList<double>? value);

    bool[] Booleans(bool[] value);

    IReadOnlyList<Level> Enums(IReadOnlyList<Level> value);

    Wide[] WideEnums(Wide[] value);

    Guid[] Identifiers(Guid[] value);

    IReadOnlyList<DateTimeOffset> Instants(IReadOnlyList<DateTimeOffset> value);

    string[] Strings(string[] value);

    IReadOnlyList<string?> NullableStrings(IReadOnlyList<string?> value);

    IReadOnlyList<string>? NullableStringList(IReadOnlyList<string>? value);

    int?[] OptionalNumbers(int?[] value);

    int[][] Matrix(int[][] value);

    IReadOnlyList<IReadOnlyList<string>> NestedLists(IReadOnlyList<IReadOnlyList<string>> value);

    IReadOnlyDictionary<string, int> Dictionary(IReadOnlyDictionary<string, int> value);

    IReadOnlyDictionary<string, string?>? NullableDictionary(IReadOnlyDictionary<string, string?>? value);

    IReadOnlyDictionary<string, Person> DictionaryOfRecords(IReadOnlyDictionary<string, Person> value);

    int? OptionalInt32(int? value);

    bool? OptionalBoolean(bool? value);

    long? OptionalInt64(long? value);

    double? OptionalDouble(double? value);

    Level? OptionalEnum(Level? value);

    DateTimeOffset? OptionalInstant(DateTimeOffset? value);

    Guid? OptionalIdentifier(Guid? value);

    Point RecordStruct(Point value);

    Point? NullableRecordStruct(Point? value);

    Person Record(Person value);

    Person? NullableRecord(Person? value);

    Mixed Mixed(Mixed value);

    IReadOnlyList<Person> Records(IReadOnlyList<Person> value);

    Point[] RecordStructs(Point[] value);

    Person?[] NullableRecords(Person?[] value);

    Tree Recursive(Tree value);

    Shape Union(Shape value);

    Shape? NullableUnion(Shape? value);

    IReadOnlyList<Shape> Unions(IReadOnlyList<Shape> value);

    Half HalfNumber(Half value);

    Half? OptionalHalf(Half? value);

    decimal Decimal(decimal value);

    decimal? OptionalDecimal(decimal? value);

    Int128 SignedHuge(Int128 value);

    UInt128 UnsignedHuge(UInt128 value);

    DateOnly Date(DateOnly value);

    DateOnly? OptionalDate(DateOnly? value);

    TimeOnly TimeOfDay(TimeOnly value);

    DateTime UtcTime(DateTime value);

    DateTime? OptionalUtcTime(DateTime? value);

    Uri Address(Uri value);

    Uri? NullableAddress(Uri? value);

    Version ProgramVersion(Version value);

    Version? NullableVersion(Version? value);

    decimal[] Decimals(decimal[] value);

    IReadOnlyList<decimal?> OptionalDecimals(IReadOnlyList<decimal?> value);

    IReadOnlyList<DateOnly> Dates(IReadOnlyList<DateOnly> value);

    Uri?[] NullableAddresses(Uri?[] value);

    IReadOnlyDictionary<string, decimal> DictionaryOfDecimals(IReadOnlyDictionary<string, decimal> value);

    Invoice Converted(Invoice value);

    Invoice? NullableConverted(Invoice? value);

    ReadOnlyMemory<char> CharacterMemory(ReadOnlyMemory<char> value);

    ReadOnlyMemory<char>? OptionalCharacterMemory(ReadOnlyMemory<char>? value);

    List<int> NumbersInList(List<int> value);

    List<double>? NullableNumbersInList(List<double>? value);

    List<string> StringsInList(List<string> value);

    HashSet<int> NumberSet(HashSet<int> value);

    HashSet<string>? NullableStringSet(HashSet<string>? value);

    IReadOnlySet<long> ReadOnlySet(IReadOnlySet<long> value);

    IReadOnlySet<Point> SetOfRecords(IReadOnlySet<Point> value);

    ImmutableArray<int> ImmutableNumbers(ImmutableArray<int> value);

    ImmutableArray<string>? OptionalImmutableStrings(ImmutableArray<string>? value);

    ImmutableArray<Person> ImmutableRecords(ImmutableArray<Person> value);

    Dictionary<string, int> MutableDictionary(Dictionary<string, int> value);

    Dictionary<string, decimal?>? NullableMutableDictionary(Dictionary<string, decimal?>? value);

    IReadOnlyDictionary<int, string?> DictionaryByNumber(IReadOnlyDictionary<int, string?> value);

    IReadOnlyDictionary<ulong, Point>? NullableDictionaryByWideNumber(IReadOnlyDictionary<ulong, Point>? value);

    IReadOnlyDictionary<Level, byte> DictionaryByEnum(IReadOnlyDictionary<Level, byte> value);

    IReadOnlyDictionary<Wide, Person> DictionaryByWideEnum(IReadOnlyDictionary<Wide, Person> value);

    Dictionary<sbyte, decimal> MutableDictionaryBySmallNumber(Dictionary<sbyte, decimal> value);

    List<HashSet<DateOnly>> NestedCollections(List<HashSet<DateOnly>> value);

    Collections Collected(Collections value);

    Settings MutableClass(Settings value);

    Settings? NullableMutableClass(Settings? value);

    Extent MutableStruct(Extent value);

    Extent? NullableMutableStruct(Extent? value);

    List<Settings> MutableClasses(List<Settings> value);
}
