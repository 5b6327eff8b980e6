using System.Collections.Immutable;
using Ngixi.Bindgen.Conformance.Tests.Contracts;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>Gives the guest the value that it was told to.</summary>
internal sealed class Giver : IGive
{
    /// <summary>Gets or sets what happens in each call.</summary>
    public Action? Called { get; set; }

    public object? Value
    {
        get
        {
            Called?.Invoke();
            return field;
        }

        set;
    }

    public bool Boolean() => (bool)Value!;

    public sbyte SByte() => (sbyte)Value!;

    public byte Byte() => (byte)Value!;

    public short Int16() => (short)Value!;

    public ushort UInt16() => (ushort)Value!;

    public char Char() => (char)Value!;

    public int Int32() => (int)Value!;

    public uint UInt32() => (uint)Value!;

    public long Int64() => (long)Value!;

    public ulong UInt64() => (ulong)Value!;

    public float Single() => (float)Value!;

    public double Double() => (double)Value!;

    public Level Enumeration() => (Level)Value!;

    public Access Flags() => (Access)Value!;

    public Wide WideEnum() => (Wide)Value!;

    public Bits WideFlags() => (Bits)Value!;

    public DateTimeOffset Instant() => (DateTimeOffset)Value!;

    public TimeSpan Duration() => (TimeSpan)Value!;

    public Guid Identifier() => (Guid)Value!;

    public string Text() => (string)Value!;

    public string? NullableText() => (string?)Value!;

    public ReadOnlySpan<char> Characters() => (string)Value!;

    public byte[] Bytes() => (byte[])Value!;

    public byte[]? NullableBytes() => (byte[]?)Value!;

    public ReadOnlySpan<byte> ByteSpan() => (byte[])Value!;

    public ReadOnlyMemory<byte> ByteMemory() => (ReadOnlyMemory<byte>)Value!;

    public sbyte[] SBytes() => (sbyte[])Value!;

    public short[] Int16s() => (short[])Value!;

    public ushort[] UInt16s() => (ushort[])Value!;

    public int[] Int32s() => (int[])Value!;

    public uint[] UInt32s() => (uint[])Value!;

    public long[] Int64s() => (long[])Value!;

    public ulong[] UInt64s() => (ulong[])Value!;

    public float[] Singles() => (float[])Value!;

    public double[] Doubles() => (double[])Value!;

    public IReadOnlyList<int> NumberList() => (IReadOnlyList<int>)Value!;

    public IReadOnlyList<double>? NullableNumberList() => (IReadOnlyList<double>?)Value!;

    public bool[] Booleans() => (bool[])Value!;

    public IReadOnlyList<Level> Enums() => (IReadOnlyList<Level>)Value!;

    public Wide[] WideEnums() => (Wide[])Value!;

    public Guid[] Identifiers() => (Guid[])Value!;

    public IReadOnlyList<DateTimeOffset> Instants() => (IReadOnlyList<DateTimeOffset>)Value!;

    public string[] Strings() => (string[])Value!;

    public IReadOnlyList<string?> NullableStrings() => (IReadOnlyList<string?>)Value!;

    public IReadOnlyList<string>? NullableStringList() => (IReadOnlyList<string>?)Value!;

    public int?[] OptionalNumbers() => (int?[])Value!;

    public int[][] Matrix() => (int[][])Value!;

    public IReadOnlyList<IReadOnlyList<string>> NestedLists() => (IReadOnlyList<IReadOnlyList<string>>)Value!;

    public IReadOnlyDictionary<string, int> Dictionary() => (IReadOnlyDictionary<string, int>)Value!;

    public IReadOnlyDictionary<string, string?>? NullableDictionary() => (IReadOnlyDictionary<string, string?>?)Value!;

    public IReadOnlyDictionary<string, Person> DictionaryOfRecords() => (IReadOnlyDictionary<string, Person>)Value!;

    public int? OptionalInt32() => (int?)Value!;

    public bool? OptionalBoolean() => (bool?)Value!;

    public long? OptionalInt64() => (long?)Value!;

    public double? OptionalDouble() => (double?)Value!;

    public Level? OptionalEnum() => (Level?)Value!;

    public DateTimeOffset? OptionalInstant() => (DateTimeOffset?)Value!;

    public Guid? OptionalIdentifier() => (Guid?)Value!;

    public Point RecordStruct() => (Point)Value!;

    public Point? NullableRecordStruct() => (Point?)Value!;

    public Person Record() => (Person)Value!;

    public Person? NullableRecord() => (Person?)Value!;

    public Mixed Mixed() => (Mixed)Value!;

    public IReadOnlyList<Person> Records() => (IReadOnlyList<Person>)Value!;

    public Point[] RecordStructs() => (Point[])Value!;

    public Person?[] NullableRecords() => (Person?[])Value!;

    public Tree Recursive() => (Tree)Value!;

    public Shape Union() => (Shape)Value!;

    public Shape? NullableUnion() => (Shape?)Value!;

    public IReadOnlyList<Shape> Unions() => (IReadOnlyList<Shape>)Value!;

    public Half HalfNumber() => (Half)Value!;

    public Half? OptionalHalf() => (Half?)Value!;

    public decimal Decimal() => (decimal)Value!;

    public decimal? OptionalDecimal() => (decimal?)Value!;

    public Int128 SignedHuge() => (Int128)Value!;

    public UInt128 UnsignedHuge() => (UInt128)Value!;

    public DateOnly Date() => (DateOnly)Value!;

    public DateOnly? OptionalDate() => (DateOnly?)Value!;

    public TimeOnly TimeOfDay() => (TimeOnly)Value!;

    public DateTime UtcTime() => (DateTime)Value!;

    public DateTime? OptionalUtcTime() => (DateTime?)Value!;

    public Uri Address() => (Uri)Value!;

    public Uri? NullableAddress() => (Uri?)Value!;

    public Version ProgramVersion() => (Version)Value!;

    public Version? NullableVersion() => (Version?)Value!;

    public decimal[] Decimals() => (decimal[])Value!;

    public IReadOnlyList<decimal?> OptionalDecimals() => (IReadOnlyList<decimal?>)Value!;

    public IReadOnlyList<DateOnly> Dates() => (IReadOnlyList<DateOnly>)Value!;

    public Uri?[] NullableAddresses() => (Uri?[])Value!;

    public IReadOnlyDictionary<string, decimal> DictionaryOfDecimals() => (IReadOnlyDictionary<string, decimal>)Value!;

    public Invoice Converted() => (Invoice)Value!;

    public Invoice? NullableConverted() => (Invoice?)Value!;

    public ReadOnlyMemory<char> CharacterMemory() => (ReadOnlyMemory<char>)Value!;

    public ReadOnlyMemory<char>? OptionalCharacterMemory() => (ReadOnlyMemory<char>?)Value!;

    public List<int> NumbersInList() => (List<int>)Value!;

    public List<double>? NullableNumbersInList() => (List<double>?)Value!;

    public List<string> StringsInList() => (List<string>)Value!;

    public HashSet<int> NumberSet() => (HashSet<int>)Value!;

    public HashSet<string>? NullableStringSet() => (HashSet<string>?)Value!;

    public IReadOnlySet<long> ReadOnlySet() => (IReadOnlySet<long>)Value!;

    public IReadOnlySet<Point> SetOfRecords() => (IReadOnlySet<Point>)Value!;

    public ImmutableArray<int> ImmutableNumbers() => (ImmutableArray<int>)Value!;

    public ImmutableArray<string>? OptionalImmutableStrings() => (ImmutableArray<string>?)Value!;

    public ImmutableArray<Person> ImmutableRecords() => (ImmutableArray<Person>)Value!;

    public Dictionary<string, int> MutableDictionary() => (Dictionary<string, int>)Value!;

    public Dictionary<string, decimal?>? NullableMutableDictionary() => (Dictionary<string, decimal?>?)Value!;

    public IReadOnlyDictionary<int, string?> DictionaryByNumber() => (IReadOnlyDictionary<int, string?>)Value!;

    public IReadOnlyDictionary<ulong, Point>? NullableDictionaryByWideNumber() => (IReadOnlyDictionary<ulong, Point>?)Value!;

    public IReadOnlyDictionary<Level, byte> DictionaryByEnum() => (IReadOnlyDictionary<Level, byte>)Value!;

    public IReadOnlyDictionary<Wide, Person> DictionaryByWideEnum() => (IReadOnlyDictionary<Wide, Person>)Value!;

    public Dictionary<sbyte, decimal> MutableDictionaryBySmallNumber() => (Dictionary<sbyte, decimal>)Value!;

    public List<HashSet<DateOnly>> NestedCollections() => (List<HashSet<DateOnly>>)Value!;

    public Collections Collected() => (Collections)Value!;

    public Settings MutableClass() => (Settings)Value!;

    public Settings? NullableMutableClass() => (Settings?)Value!;

    public Extent MutableStruct() => (Extent)Value!;

    public Extent? NullableMutableStruct() => (Extent?)Value!;

    public List<Settings> MutableClasses() => (List<Settings>)Value!;
}
