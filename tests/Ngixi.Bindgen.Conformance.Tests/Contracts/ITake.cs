using System.Collections.Immutable;

namespace Ngixi.Bindgen.Conformance.Tests.Contracts;

/// <summary>From the guest to the host, as a parameter.</summary>
[WasmImport("conformance", Prefix = "take_")]
public interface ITake
{
    void Boolean(bool value);

    void SByte(sbyte value);

    void Byte(byte value);

    void Int16(short value);

    void UInt16(ushort value);

    void Char(char value);

    void Int32(int value);

    void UInt32(uint value);

    void Int64(long value);

    void UInt64(ulong value);

    void Single(float value);

    void Double(double value);

    void Enumeration(Level value);

    void Flags(Access value);

    void WideEnum(Wide value);

    void WideFlags(Bits value);

    void Instant(DateTimeOffset value);

    void Duration(TimeSpan value);

    void Identifier(Guid value);

    void Text(string value);

    void NullableText(string? value);

    void Characters(ReadOnlySpan<char> value);

    void Bytes(byte[] value);

    void NullableBytes(byte[]? value);

    void ByteSpan(ReadOnlySpan<byte> value);

    void ByteMemory(ReadOnlyMemory<byte> value);

    void SBytes(sbyte[] value);

    void Int16s(short[] value);

    void UInt16s(ushort[] value);

    void Int32s(int[] value);

    void UInt32s(uint[] value);

    void Int64s(long[] value);

    void UInt64s(ulong[] value);

    void Singles(float[] value);

    void Doubles(double[] value);

    void NumberList(IReadOnlyList<int> value);

    void NullableNumberList(IReadOnlyList<double>? value);

    void Booleans(bool[] value);

    void Enums(IReadOnlyList<Level> value);

    void WideEnums(Wide[] value);

    void Identifiers(Guid[] value);

    void Instants(IReadOnlyList<DateTimeOffset> value);

    void Strings(string[] value);

    void NullableStrings(IReadOnlyList<string?> value);

    void NullableStringList(IReadOnlyList<string>? value);

    void OptionalNumbers(int?[] value);

    void Matrix(int[][] value);

    void NestedLists(IReadOnlyList<IReadOnlyList<string>> value);

    void Dictionary(IReadOnlyDictionary<string, int> value);

    void NullableDictionary(IReadOnlyDictionary<string, string?>? value);

    void DictionaryOfRecords(IReadOnlyDictionary<string, Person> value);

    void OptionalInt32(int? value);

    void OptionalBoolean(bool? value);

    void OptionalInt64(long? value);

    void OptionalDouble(double? value);

    void OptionalEnum(Level? value);

    void OptionalInstant(DateTimeOffset? value);

    void OptionalIdentifier(Guid? value);

    void RecordStruct(Point value);

    void NullableRecordStruct(Point? value);

    void Record(Person value);

    void NullableRecord(Person? value);

    void Mixed(Mixed value);

    void Records(IReadOnlyList<Person> value);

    void RecordStructs(Point[] value);

    void NullableRecords(Person?[] value);

    void Recursive(Tree value);

    void Union(Shape value);

    void NullableUnion(Shape? value);

    void Unions(IReadOnlyList<Shape> value);

    void HalfNumber(Half value);

    void OptionalHalf(Half? value);

    void Decimal(decimal value);

    void OptionalDecimal(decimal? value);

    void SignedHuge(Int128 value);

    void UnsignedHuge(UInt128 value);

    void Date(DateOnly value);

    void OptionalDate(DateOnly? value);

    void TimeOfDay(TimeOnly value);

    void UtcTime(DateTime value);

    void OptionalUtcTime(DateTime? value);

    void Address(Uri value);

    void NullableAddress(Uri? value);

    void ProgramVersion(Version value);

    void NullableVersion(Version? value);

    void Decimals(decimal[] value);

    void OptionalDecimals(IReadOnlyList<decimal?> value);

    void Dates(IReadOnlyList<DateOnly> value);

    void NullableAddresses(Uri?[] value);

    void DictionaryOfDecimals(IReadOnlyDictionary<string, decimal> value);

    void Converted(Invoice value);

    void NullableConverted(Invoice? value);

    void CharacterMemory(ReadOnlyMemory<char> value);

    void OptionalCharacterMemory(ReadOnlyMemory<char>? value);

    void NumbersInList(List<int> value);

    void NullableNumbersInList(List<double>? value);

    void StringsInList(List<string> value);

    void NumberSet(HashSet<int> value);

    void NullableStringSet(HashSet<string>? value);

    void ReadOnlySet(IReadOnlySet<long> value);

    void SetOfRecords(IReadOnlySet<Point> value);

    void ImmutableNumbers(ImmutableArray<int> value);

    void OptionalImmutableStrings(ImmutableArray<string>? value);

    void ImmutableRecords(ImmutableArray<Person> value);

    void MutableDictionary(Dictionary<string, int> value);

    void NullableMutableDictionary(Dictionary<string, decimal?>? value);

    void DictionaryByNumber(IReadOnlyDictionary<int, string?> value);

    void NullableDictionaryByWideNumber(IReadOnlyDictionary<ulong, Point>? value);

    void DictionaryByEnum(IReadOnlyDictionary<Level, byte> value);

    void DictionaryByWideEnum(IReadOnlyDictionary<Wide, Person> value);

    void MutableDictionaryBySmallNumber(Dictionary<sbyte, decimal> value);

    void NestedCollections(List<HashSet<DateOnly>> value);

    void Collected(Collections value);

    void MutableClass(Settings value);

    void NullableMutableClass(Settings? value);

    void MutableStruct(Extent value);

    void NullableMutableStruct(Extent? value);

    void MutableClasses(List<Settings> value);
}
