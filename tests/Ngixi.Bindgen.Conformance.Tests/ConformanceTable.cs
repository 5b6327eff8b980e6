using System.Collections.Immutable;
using System.Globalization;
using Ngixi.Bindgen.Conformance.Tests.Contracts;
using Ngixi.Bindgen.Conformance.Tests.Support;

namespace Ngixi.Bindgen.Conformance.Tests;

/// <summary>Every type that crosses, and the values at its edges. <c>docs/types.md</c> is printed from it.</summary>
internal static class ConformanceTable
{
    public static readonly IReadOnlyList<TypeRow> Rows =
    [
        new("Boolean", "bool", "bool", "0 or 1; anything else is a bad argument", [false, true]),
        new("SByte", "sbyte", "i8", "", [sbyte.MinValue, (sbyte)-1, sbyte.MaxValue]),
        new("Byte", "byte", "u8", "", [byte.MinValue, byte.MaxValue]),
        new("Int16", "short", "i16", "", [short.MinValue, (short)-1, short.MaxValue]),
        new("UInt16", "ushort", "u16", "", [ushort.MinValue, ushort.MaxValue]),
        new("Char", "char", "u16", "one UTF-16 code unit", ['\0', 'x', '\uD800', '\uFFFF']),
        new("Int32", "int", "i32", "", [int.MinValue, -1, 0, int.MaxValue]),
        new("UInt32", "uint", "u32", "", [uint.MinValue, uint.MaxValue]),
        new("Int64", "long", "i64", "", [long.MinValue, -1L, long.MaxValue]),
        new("UInt64", "ulong", "u64", "", [ulong.MinValue, ulong.MaxValue]),
        new("Single", "float", "f32", "NaN payloads are kept", [.. Values.Singles]),
        new("Double", "double", "f64", "NaN payloads are kept", [.. Values.Doubles]),
        new("Enumeration", "Level", "Level", "an undefined value is a bad argument", [Level.Low, Level.High]),
        new("Flags", "Access", "Access", "undefined bits are a bad argument", [Access.None, Access.Read | Access.Write]),
        new("WideEnum", "Wide", "Wide", "a type and a namespace of constants", [Wide.Least, Wide.Zero, Wide.Most]),
        new("WideFlags", "Bits", "Bits", "a type and a namespace of constants", [Bits.None, Bits.Low | Bits.High]),
        new(
            "Instant", "DateTimeOffset", "i64", "nanoseconds since 1970-01-01 UTC, rounded down to 100; the offset is lost",
            [DateTimeOffset.UnixEpoch, Values.EarliestInstant, Values.LatestInstant]),
        new(
            "Duration", "TimeSpan", "i64", "nanoseconds, rounded down to 100",
            [TimeSpan.Zero, Values.ShortestDuration, Values.LongestDuration]),
        new("Identifier", "Guid", "Uint8Array", "16 bytes in the order of RFC 4122", [Guid.Empty, Guid.AllBitsSet, Values.Identifier]),
        new("Text", "string", "string", "lone surrogates and NUL are kept", [.. Values.Texts]),
        new("NullableText", "string?", "string | null", "", [null, .. Values.Texts]),
        new(
            "Characters", "ReadOnlySpan<char>", "string", "a view, until the call ends or the guest runs; no string is made",
            [.. Values.Texts]),
        new("Bytes", "byte[]", "Uint8Array", "", [.. Values.ByteArrays]),
        new("NullableBytes", "byte[]?", "Uint8Array | null", "", [null, .. Values.ByteArrays]),
        new(
            "ByteSpan", "ReadOnlySpan<byte>", "Uint8Array", "a view, until the call ends or the guest runs; nothing is copied",
            [.. Values.ByteArrays]),
        new("ByteMemory", "ReadOnlyMemory<byte>", "Uint8Array", "", [.. Values.Memories]),
        new("SBytes", "sbyte[]", "Int8Array", "", [.. Values.Arrays<sbyte>(sbyte.MinValue, -1, sbyte.MaxValue)]),
        new("Int16s", "short[]", "Int16Array", "", [.. Values.Arrays<short>(short.MinValue, -1, short.MaxValue)]),
        new("UInt16s", "ushort[]", "Uint16Array", "", [.. Values.Arrays<ushort>(0, 1, ushort.MaxValue)]),
        new("Int32s", "int[]", "Int32Array", "", [.. Values.Arrays(int.MinValue, -1, int.MaxValue), Values.Million(index => index)]),
        new("UInt32s", "uint[]", "Uint32Array", "", [.. Values.Arrays<uint>(0, 1, uint.MaxValue)]),
        new("Int64s", "long[]", "Int64Array", "", [.. Values.Arrays<long>(long.MinValue, -1, long.MaxValue)]),
        new("UInt64s", "ulong[]", "Uint64Array", "", [.. Values.Arrays<ulong>(0, 1, ulong.MaxValue)]),
        new("Singles", "float[]", "Float32Array", "", [.. Values.Arrays<float>([.. Values.Singles.Cast<float>()])]),
        new("Doubles", "double[]", "Float64Array", "", [.. Values.Arrays<double>([.. Values.Doubles.Cast<double>()])]),
        new("NumberList", "IReadOnlyList<int>", "Int32Array", "", [.. Values.Arrays(int.MinValue, -1, int.MaxValue)]),
        new(
            "NullableNumberList", "IReadOnlyList<double>?", "Float64Array | null", "",
            [null, .. Values.Arrays<double>([.. Values.Doubles.Cast<double>()])]),
        new("Booleans", "bool[]", "Array<bool>", "", [.. Values.Arrays(true, false, true), Values.Million(index => index % 3 == 0)]),
        new("Enums", "IReadOnlyList<Level>", "Array<Level>", "", [.. Values.Arrays(Level.Low, Level.High)]),
        new("WideEnums", "Wide[]", "Array<Wide>", "", [.. Values.Arrays(Wide.Least, Wide.Most)]),
        new("Identifiers", "Guid[]", "Array<Uint8Array>", "", [.. Values.Arrays(Guid.Empty, Values.Identifier)]),
        new(
            "Instants", "IReadOnlyList<DateTimeOffset>", "Array<i64>", "",
            [.. Values.Arrays(Values.EarliestInstant, Values.LatestInstant)]),
        new(
            "Strings", "string[]", "Array<string>", "of anything that can be a property",
            [
                .. Values.Arrays<string>([.. Values.Texts.Cast<string>()]),
                Values.Million(index => index.ToString(CultureInfo.InvariantCulture)),
            ]),
        new(
            "NullableStrings", "IReadOnlyList<string?>", "Array<string | null>", "",
            [.. Values.Arrays<string?>([null, .. Values.Texts.Cast<string>(), null])]),
        new("NullableStringList", "IReadOnlyList<string>?", "Array<string> | null", "", [null, .. Values.Arrays("", "a")]),
        new("OptionalNumbers", "int?[]", "Array<ngixi.Box<i32> | null>", "", [.. Values.Arrays<int?>(null, 0, int.MinValue, null)]),
        new("Matrix", "int[][]", "Array<Int32Array>", "", [.. Values.Arrays<int[]>([], [1], [int.MinValue, int.MaxValue])]),
        new(
            "NestedLists", "IReadOnlyList<IReadOnlyList<string>>", "Array<Array<string>>", "",
            [.. Values.Arrays<IReadOnlyList<string>>([], [""], ["a", "b"])]),
        new(
            "Dictionary", "IReadOnlyDictionary<string, int>", "Map<string, i32>", "keys are unique strings",
            [.. Values.Dictionaries(0, int.MinValue, int.MaxValue), Values.MillionEntries]),
        new(
            "NullableDictionary", "IReadOnlyDictionary<string, string?>?", "Map<string, string | null> | null", "",
            [null, .. Values.Dictionaries<string?>(null, "", "\uD800")]),
        new(
            "DictionaryOfRecords", "IReadOnlyDictionary<string, Person>", "Map<string, Person>", "",
            [.. Values.Dictionaries(Values.Ada, Values.Nobody)]),
        new("OptionalInt32", "int?", "ngixi.Box<i32> | null", "any number, `char`, enum or time", [null, 0, int.MinValue]),
        new("OptionalBoolean", "bool?", "ngixi.Box<bool> | null", "", [null, false, true]),
        new("OptionalInt64", "long?", "ngixi.Box<i64> | null", "", [null, 0L, long.MinValue]),
        new("OptionalDouble", "double?", "ngixi.Box<f64> | null", "", [null, .. Values.Doubles]),
        new("OptionalEnum", "Level?", "ngixi.Box<Level> | null", "", [null, Level.Low, Level.High]),
        new("OptionalInstant", "DateTimeOffset?", "ngixi.Box<i64> | null", "", [null, DateTimeOffset.UnixEpoch, Values.EarliestInstant]),
        new("OptionalIdentifier", "Guid?", "Uint8Array | null", "", [null, Guid.Empty, Values.Identifier]),
        new("RecordStruct", "Point", "Point", "a class for guests", [new Point(double.NegativeZero, double.MaxValue)]),
        new("NullableRecordStruct", "Point?", "Point | null", "", [null, new Point(1, 2)]),
        new("Record", "Person", "Person", "its properties: positional ones, or those that can be set", [Values.Ada, Values.Nobody]),
        new("NullableRecord", "Person?", "Person | null", "", [null, Values.Ada, Values.Nobody]),
        new("Mixed", "Mixed", "Mixed", "", [Values.Mixed, Values.EmptyMixed]),
        new("Records", "IReadOnlyList<Person>", "Array<Person>", "", [.. Values.Arrays(Values.Ada, Values.Nobody)]),
        new(
            "RecordStructs", "Point[]", "Array<Point>", "",
            [.. Values.Arrays(new Point(1, 2), new Point(3, 4)), Values.Million(index => new Point(index, -index))]),
        new("NullableRecords", "Person?[]", "Array<Person | null>", "", [.. Values.Arrays<Person?>(null, Values.Ada, null)]),
        new(
            "Recursive", "Tree", "Tree", "through a nullable property, a list or a dictionary, to `GuestOptions.MaxNesting` levels",
            [new Tree("leaf", [], null), Values.TreeOf(Values.DeepestTree)]),
        new(
            "Union", "Shape", "Shape", "an abstract record with sealed records nested in it; `instanceof` tells the case",
            [.. Values.Shapes]),
        new("NullableUnion", "Shape?", "Shape | null", "", [null, .. Values.Shapes]),
        new("Unions", "IReadOnlyList<Shape>", "Array<Shape>", "", [.. Values.Arrays<Shape>([.. Values.Shapes.Cast<Shape>()])]),
        new("HalfNumber", "Half", "f32", "rounded to the nearest", [.. Values.Halves]),
        new("OptionalHalf", "Half?", "ngixi.Box<f32> | null", "", [null, .. Values.Halves]),
        new("Decimal", "decimal", "string", "digits, exact; the zeros of a fraction are kept", [.. Values.Decimals]),
        new("OptionalDecimal", "decimal?", "string | null", "", [null, .. Values.Decimals]),
        new("SignedHuge", "Int128", "string", "digits", [Int128.MinValue, Int128.NegativeOne, Int128.Zero, Int128.MaxValue]),
        new("UnsignedHuge", "UInt128", "string", "digits", [UInt128.MinValue, UInt128.One, UInt128.MaxValue]),
        new("Date", "DateOnly", "i32", "days since 1970-01-01", [DateOnly.MinValue, Values.Epoch, DateOnly.MaxValue]),
        new("OptionalDate", "DateOnly?", "ngixi.Box<i32> | null", "", [null, DateOnly.MinValue, Values.Epoch, DateOnly.MaxValue]),
        new(
            "TimeOfDay", "TimeOnly", "i64", "nanoseconds since midnight, rounded down to 100",
            [TimeOnly.MinValue, new TimeOnly(12, 34, 56, 789), TimeOnly.MaxValue]),
        new(
            "UtcTime", "DateTime", "i64", "as `DateTimeOffset`; the host's must be UTC",
            [DateTime.UnixEpoch, Values.EarliestInstant.UtcDateTime, Values.LatestInstant.UtcDateTime]),
        new("OptionalUtcTime", "DateTime?", "ngixi.Box<i64> | null", "", [null, DateTime.UnixEpoch, Values.EarliestInstant.UtcDateTime]),
        new("Address", "Uri", "string", "relative or absolute, as it was written", [.. Values.Addresses]),
        new("NullableAddress", "Uri?", "string | null", "", [null, .. Values.Addresses]),
        new(
            "ProgramVersion", "Version", "string", "two to four numbers",
            [new Version(0, 0), new Version(1, 2, 3), new Version(int.MaxValue, 0, int.MaxValue, int.MaxValue)]),
        new("NullableVersion", "Version?", "string | null", "", [null, new Version(1, 2)]),
        new("Decimals", "decimal[]", "Array<string>", "", [.. Values.Arrays<decimal>([.. Values.Decimals.Cast<decimal>()])]),
        new("OptionalDecimals", "IReadOnlyList<decimal?>", "Array<string | null>", "", [.. Values.Arrays<decimal?>(null, 1.50m, null)]),
        new("Dates", "IReadOnlyList<DateOnly>", "Array<i32>", "", [.. Values.Arrays(DateOnly.MinValue, Values.Epoch, DateOnly.MaxValue)]),
        new(
            "NullableAddresses", "Uri?[]", "Array<string | null>", "",
            [.. Values.Arrays<Uri?>(null, new Uri("https://example.com/"), null)]),
        new(
            "DictionaryOfDecimals", "IReadOnlyDictionary<string, decimal>", "Map<string, string>", "",
            [.. Values.Dictionaries(0.00m, decimal.MinValue)]),
        new("Converted", "Invoice", "Invoice", "", [Values.Invoice, Values.EmptyInvoice]),
        new("NullableConverted", "Invoice?", "Invoice | null", "", [null, Values.Invoice, Values.EmptyInvoice]),
        new("CharacterMemory", "ReadOnlyMemory<char>", "string", "", [.. Values.Texts.Select(text => (object)((string)text).AsMemory())]),
        new(
            "OptionalCharacterMemory", "ReadOnlyMemory<char>?", "string | null", "",
            [null, .. Values.Texts.Select(text => (object)((string)text).AsMemory())]),
        new("NumbersInList", "List<int>", "Int32Array", "as `T[]`", [new List<int>(), new List<int> { int.MinValue, -1, int.MaxValue }]),
        new(
            "NullableNumbersInList", "List<double>?", "Float64Array | null", "",
            [null, new List<double>(), new List<double> { double.NaN, double.NegativeZero }]),
        new("StringsInList", "List<string>", "Array<string>", "", [new List<string>(), Values.Texts.Cast<string>().ToList()]),
        new(
            "NumberSet", "HashSet<int>", "Int32Array", "as `T[]`; each item once, in no order",
            [new HashSet<int>(), new HashSet<int> { int.MinValue, -1, int.MaxValue }]),
        new(
            "NullableStringSet", "HashSet<string>?", "Array<string> | null", "",
            [null, new HashSet<string>(), new HashSet<string> { "", "a", "\uD800" }]),
        new(
            "ReadOnlySet", "IReadOnlySet<long>", "Int64Array", "",
            [new HashSet<long>(), new HashSet<long> { long.MinValue, long.MaxValue }]),
        new("SetOfRecords", "IReadOnlySet<Point>", "Array<Point>", "", [new HashSet<Point>(), new HashSet<Point> { new(1, 2), new(2, 1) }]),
        new(
            "ImmutableNumbers", "ImmutableArray<int>", "Int32Array", "as `T[]`",
            [ImmutableArray<int>.Empty, ImmutableArray.Create(int.MinValue, int.MaxValue)]),
        new(
            "OptionalImmutableStrings", "ImmutableArray<string>?", "Array<string> | null", "",
            [null, ImmutableArray<string>.Empty, ImmutableArray.Create("", "a")]),
        new(
            "ImmutableRecords", "ImmutableArray<Person>", "Array<Person>", "",
            [ImmutableArray<Person>.Empty, ImmutableArray.Create(Values.Ada, Values.Nobody)]),
        new(
            "MutableDictionary", "Dictionary<string, int>", "Map<string, i32>", "as `IReadOnlyDictionary<string, T>`",
            [.. Values.Dictionaries(0, int.MinValue, int.MaxValue)]),
        new(
            "NullableMutableDictionary", "Dictionary<string, decimal?>?", "Map<string, string | null> | null", "",
            [null, .. Values.Dictionaries<decimal?>(null, 1.50m)]),
        new(
            "DictionaryByNumber", "IReadOnlyDictionary<int, string?>", "Map<i32, string | null>",
            "keys are unique integers of any size, or values of an enum",
            [.. Values.Keyed<int, string?>((0, null), (int.MinValue, ""), (int.MaxValue, "a\0é"))]),
        new(
            "NullableDictionaryByWideNumber", "IReadOnlyDictionary<ulong, Point>?", "Map<u64, Point> | null", "",
            [null, .. Values.Keyed<ulong, Point>((ulong.MaxValue, new Point(1, 2)), (0, new Point(-1, -2)))]),
        new(
            "DictionaryByEnum", "IReadOnlyDictionary<Level, byte>", "Map<Level, u8>", "",
            [.. Values.Keyed<Level, byte>((Level.Low, 0), (Level.High, 255))]),
        new(
            "DictionaryByWideEnum", "IReadOnlyDictionary<Wide, Person>", "Map<Wide, Person>", "",
            [.. Values.Keyed<Wide, Person>((Wide.Least, Values.Ada), (Wide.Most, Values.Nobody))]),
        new(
            "MutableDictionaryBySmallNumber", "Dictionary<sbyte, decimal>", "Map<i8, string>", "",
            [.. Values.Keyed<sbyte, decimal>((sbyte.MinValue, 1.50m), (-1, 0m), (sbyte.MaxValue, decimal.MinValue))]),
        new(
            "NestedCollections", "List<HashSet<DateOnly>>", "Array<Array<i32>>", "",
            [new List<HashSet<DateOnly>>(), new List<HashSet<DateOnly>> { new() { Values.Epoch, DateOnly.MaxValue }, new() }]),
        new("Collected", "Collections", "Collections", "", [Values.Collections, Values.EmptyCollections]),
        new("MutableClass", "Settings", "Settings", "a class with properties to set", [Values.Settings, new Settings { Level = 0 }]),
        new("NullableMutableClass", "Settings?", "Settings | null", "", [null, Values.Settings]),
        new("MutableStruct", "Extent", "Extent", "", [new Extent { Width = 1, Height = double.NaN }]),
        new("NullableMutableStruct", "Extent?", "Extent | null", "", [null, new Extent { Width = -1 }]),
        new(
            "MutableClasses", "List<Settings>", "Array<Settings>", "",
            [new List<Settings>(), new List<Settings> { Values.Settings, new() { Level = -1 } }]),
    ];
    public static TypeRow Row(string name) => Rows.Single(row => row.Name == name);
}
