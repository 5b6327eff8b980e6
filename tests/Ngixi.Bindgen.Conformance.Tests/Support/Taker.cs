using System.Collections.Immutable;
using Ngixi.Bindgen.Conformance.Tests.Contracts;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>Keeps the value that the guest passes.</summary>
internal sealed class Taker : ITake
{
    /// <summary>Gets or sets what happens in each call.</summary>
    public Action? Called { get; set; }

    public object? Value
    {
        get;

        private set
        {
            Called?.Invoke();
            field = value;
        }
    }

    public void Boolean(bool value) => Value = value;

    public void SByte(sbyte value) => Value = value;

    public void Byte(byte value) => Value = value;

    public void Int16(short value) => Value = value;

    public void UInt16(ushort value) => Value = value;

    public void Char(char value) => Value = value;

    public void Int32(int value) => Value = value;

    public void UInt32(uint value) => Value = value;

    public void Int64(long value) => Value = value;

    public void UInt64(ulong value) => Value = value;

    public void Single(float value) => Value = value;

    public void Double(double value) => Value = value;

    public void Enumeration(Level value) => Value = value;

    public void Flags(Access value) => Value = value;

    public void WideEnum(Wide value) => Value = value;

    public void WideFlags(Bits value) => Value = value;

    public void Instant(DateTimeOffset value) => Value = value;

    public void Duration(TimeSpan value) => Value = value;

    public void Identifier(Guid value) => Value = value;

    public void Text(string value) => Value = value;

    public void NullableText(string? value) => Value = value;

    public void Characters(ReadOnlySpan<char> value) => Value = value.ToString();

    public void Bytes(byte[] value) => Value = value;

    public void NullableBytes(byte[]? value) => Value = value;

    public void ByteSpan(ReadOnlySpan<byte> value) => Value = value.ToArray();

    public void ByteMemory(ReadOnlyMemory<byte> value) => Value = value;

    public void SBytes(sbyte[] value) => Value = value;

    public void Int16s(short[] value) => Value = value;

    public void UInt16s(ushort[] value) => Value = value;

    public void Int32s(int[] value) => Value = value;

    public void UInt32s(uint[] value) => Value = value;

    public void Int64s(long[] value) => Value = value;

    public void UInt64s(ulong[] value) => Value = value;

    public void Singles(float[] value) => Value = value;

    public void Doubles(double[] value) => Value = value;

    public void NumberList(IReadOnlyList<int> value) => Value = value;

    public void NullableNumberList(IReadOnlyList<double>? value) => Value = value;

    public void Booleans(bool[] value) => Value = value;

    public void Enums(IReadOnlyList<Level> value) => Value = value;

    public void WideEnums(Wide[] value) => Value = value;

    public void Identifiers(Guid[] value) => Value = value;

    public void Instants(IReadOnlyList<DateTimeOffset> value) => Value = value;

    public void Strings(string[] value) => Value = value;

    public void NullableStrings(IReadOnlyList<string?> value) => Value = value;

    public void NullableStringList(IReadOnlyList<string>? value) => Value = value;

    public void OptionalNumbers(int?[] value) => Value = value;

    public void Matrix(int[][] value) => Value = value;

    public void NestedLists(IReadOnlyList<IReadOnlyList<string>> value) => Value = value;

    public void Dictionary(IReadOnlyDictionary<string, int> value) => Value = value;

    public void NullableDictionary(IReadOnlyDictionary<string, string?>? value) => Value = value;

    public void DictionaryOfRecords(IReadOnlyDictionary<string, Person> value) => Value = value;

    public void OptionalInt32(int? value) => Value = value;

    public void OptionalBoolean(bool? value) => Value = value;

    public void OptionalInt64(long? value) => Value = value;

    public void OptionalDouble(double? value) => Value = value;

    public void OptionalEnum(Level? value) => Value = value;

    public void OptionalInstant(DateTimeOffset? value) => Value = value;

    public void OptionalIdentifier(Guid? value) => Value = value;

    public void RecordStruct(Point value) => Value = value;

    public void NullableRecordStruct(Point? value) => Value = value;

    public void Record(Person value) => Value = value;

    public void NullableRecord(Person? value) => Value = value;

    public void Mixed(Mixed value) => Value = value;

    public void Records(IReadOnlyList<Person> value) => Value = value;

    public void RecordStructs(Point[] value) => Value = value;

    public void NullableRecords(Person?[] value) => Value = value;

    public void Recursive(Tree value) => Value = value;

    public void Union(Shape value) => Value = value;

    public void NullableUnion(Shape? value) => Value = value;

    public void Unions(IReadOnlyList<Shape> value) => Value = value;

    public void HalfNumber(Half value) => Value = value;

    public void OptionalHalf(Half? value) => Value = value;

    public void Decimal(decimal value) => Value = value;

    public void OptionalDecimal(decimal? value) => Value = value;

    public void SignedHuge(Int128 value) => Value = value;

    public void UnsignedHuge(UInt128 value) => Value = value;

    public void Date(DateOnly value) => Value = value;

    public void OptionalDate(DateOnly? value) => Value = value;

    public void TimeOfDay(TimeOnly value) => Value = value;

    public void UtcTime(DateTime value) => Value = value;

    public void OptionalUtcTime(DateTime? value) => Value = value;

    public void Address(Uri value) => Value = value;

    public void NullableAddress(Uri? value) => Value = value;

    public void ProgramVersion(Version value) => Value = value;

    public void NullableVersion(Version? value) => Value = value;

    public void Decimals(decimal[] value) => Value = value;

    public void OptionalDecimals(IReadOnlyList<decimal?> value) => Value = value;

    public void Dates(IReadOnlyList<DateOnly> value) => Value = value;

    public void NullableAddresses(Uri?[] value) => Value = value;

    public void DictionaryOfDecimals(IReadOnlyDictionary<string, decimal> value) => Value = value;

    public void Converted(Invoice value) => Value = value;

    public void NullableConverted(Invoice? value) => Value = value;

    public void CharacterMemory(ReadOnlyMemory<char> value) => Value = value;

    public void OptionalCharacterMemory(ReadOnlyMemory<char>? value) => Value = value;

    public void NumbersInList(List<int> value) => Value = value;

    public void NullableNumbersInList(List<double>? value) => Value = value;

    public void StringsInList(List<string> value) => Value = value;

    public void NumberSet(HashSet<int> value) => Value = value;

    public void NullableStringSet(HashSet<string>? value) => Value = value;

    public void ReadOnlySet(IReadOnlySet<long> value) => Value = value;

    public void SetOfRecords(IReadOnlySet<Point> value) => Value = value;

    public void ImmutableNumbers(ImmutableArray<int> value) => Value = value;

    public void OptionalImmutableStrings(ImmutableArray<string>? value) => Value = value;

    public void ImmutableRecords(ImmutableArray<Person> value) => Value = value;

    public void MutableDictionary(Dictionary<string, int> value) => Value = value;

    public void NullableMutableDictionary(Dictionary<string, decimal?>? value) => Value = value;

    public void DictionaryByNumber(IReadOnlyDictionary<int, string?> value) => Value = value;

    public void NullableDictionaryByWideNumber(IReadOnlyDictionary<ulong, Point>? value) => Value = value;

    public void DictionaryByEnum(IReadOnlyDictionary<Level, byte> value) => Value = value;

    public void DictionaryByWideEnum(IReadOnlyDictionary<Wide, Person> value) => Value = value;

    public void MutableDictionaryBySmallNumber(Dictionary<sbyte, decimal> value) => Value = value;

    public void NestedCollections(List<HashSet<DateOnly>> value) => Value = value;

    public void Collected(Collections value) => Value = value;

    public void MutableClass(Settings value) => Value = value;

    public void NullableMutableClass(Settings? value) => Value = value;

    public void MutableStruct(Extent value) => Value = value;

    public void NullableMutableStruct(Extent? value) => Value = value;

    public void MutableClasses(List<Settings> value) => Value = value;
}
