using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>
/// Types that cross as another: what the other has and they do not is a bad argument, and a host's value that cannot cross is told.
/// </summary>
public sealed class ConvertedTypeTests : IDisposable
{
    private const int At = 4096;
    private const int Area = 1024;

    private static readonly string[] Takes =
    [
        "decimal", "optional_decimal", "signed", "unsigned", "address", "nullable_address", "form", "addresses", "numbers", "set", "words",
        "immutable", "levels", "reals", "characters", "optional_characters", "dictionary",
    ];

    private static readonly string[] Gives =
    [
        "give_optional_utc", "give_address", "give_nullable_address", "give_forms", "give_bill", "give_immutable", "give_set",
        "give_numbers", "give_dictionary",
    ];

    private readonly Converter converter = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly RawGuest guest;

    public ConvertedTypeTests()
    {
        linker.DefineConverted(converter);
        guest = RawGuest.Create(
            linker,
            [
                .. Takes.Select(name => $"converted.{name} (i32 i32)"), .. Gives.Select(name => $"converted.{name} (i32) -> i32"),
                "converted.give_utc () -> i64",
                "converted.date (i32)", "converted.optional_date (i32 i32)", "converted.time (i64)", "converted.half (f32)",
                "converted.bill (i32)",
            ]);
        guest.WriteArea(Area, capacity: 256);
    }

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Theory]
    [InlineData("decimal", "", "`` is not a decimal number, such as -12.50")]
    [InlineData("decimal", "-", "`-` is not a decimal number")]
    [InlineData("decimal", "+1", "`+1` is not a decimal number")]
    [InlineData("decimal", " 1", "` 1` is not a decimal number")]
    [InlineData("decimal", "1\n", "`1\\u000a` is not a decimal number")]
    [InlineData("decimal", "1,000", "`1,000` is not a decimal number")]
    [InlineData("decimal", "1e3", "`1e3` is not a decimal number")]
    [InlineData("decimal", ".5", "`.5` is not a decimal number")]
    [InlineData("decimal", "5.", "`5.` is not a decimal number")]
    [InlineData("decimal", "1.2.3", "`1.2.3` is not a decimal number")]
    [InlineData("decimal", "NaN", "`NaN` is not a decimal number")]
    [InlineData("decimal", "\u0661", "is not a decimal number")]
    [InlineData("decimal", "79228162514264337593543950336", "`79228162514264337593543950336` has more digits than a decimal")]
    [InlineData("decimal", "0.00000000000000000000000000001", "has more digits than a decimal")]
    [InlineData("optional_decimal", "1.00000000000000000000000000000", "has more digits than a decimal")]
    [InlineData("signed", "170141183460469231731687303715884105728", "is not a whole number of 128 bits")]
    [InlineData("signed", "1.0", "`1.0` is not a whole number of 128 bits")]
    [InlineData("signed", "0x10", "`0x10` is not a whole number of 128 bits")]
    [InlineData("unsigned", "-1", "`-1` is not a whole number of 128 bits without a sign")]
    [InlineData("unsigned", "340282366920938463463374607431768211456", "is not a whole number of 128 bits without a sign")]
    [InlineData("address", "http://", "`http://` is not a URI")]
    [InlineData("address", "http://[", "`http://[` is not a URI")]
    [InlineData("nullable_address", "http://a:b:c/", "`http://a:b:c/` is not a URI")]
    [InlineData("form", "1", "`1` is not a version, such as 1.2.3")]
    [InlineData("form", "1.-2", "`1.-2` is not a version")]
    [InlineData("form", "1. 2", "`1. 2` is not a version")]
    [InlineData("form", "1.2.3.4.5", "`1.2.3.4.5` is not a version")]
    [InlineData("form", "1.2147483648", "`1.2147483648` is not a version")]
    public void Text_that_is_no_such_value_is_refused(string import, string text, string reason) =>
        Refuses(import, reason, At, Write(text));

    [Theory]
    [InlineData("-79228162514264337593543950335", "-79228162514264337593543950335")]
    [InlineData("007.10", "7.10")]
    [InlineData("-0.0", "0.0")]
    [InlineData("1.2345678901234567890123456789", "1.2345678901234567890123456789")]
    public void A_decimal_is_exact_and_keeps_its_scale(string text, string read)
    {
        guest.Call("decimal", At, Write(text));
        Assert.Equal(read.TrimStart('-'), Invariant(converter.Value!).TrimStart('-'));
    }

    [Fact]
    public void A_long_text_is_refused_without_being_shown_whole()
    {
        Assert.InRange(Refuses("decimal", "has more digits than a decimal", At, Write(new string('9', 50_000))).Message.Length, 1, 400);
        Assert.InRange(Refuses("signed", "is not a whole number", At, Write(new string('9', 50_000))).Message.Length, 1, 400);
    }

    [Theory]
    [InlineData("/a", false)]
    [InlineData("//host/a", false)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("https://example.com", true)]
    public void A_URI_is_relative_or_absolute_on_every_system_alike(string text, bool isAbsolute)
    {
        guest.Call("address", At, Write(text));
        Uri uri = Assert.IsType<Uri>(converter.Value);
        Assert.Equal(text, uri.OriginalString);
        Assert.Equal(isAbsolute, uri.IsAbsoluteUri);
    }

    [Fact]
    public void Numbers_that_are_no_date_and_no_time_are_refused()
    {
        Refuses("date", "2932897 days from 1970-01-01 are not in the range -719162 to 2932896", 2_932_897);
        Refuses("optional_date", "-719163 days from 1970-01-01 are not in the range", 1, -719_163);
        Refuses("optional_date", "-2147483648 days from 1970-01-01 are not in the range", 1, int.MinValue);
        Refuses("date", "2147483647 days", int.MaxValue);
        Refuses("time", "-100 nanoseconds are not in a day, 0 to 86399999999999", -1L);
        Refuses("time", "86400000000000 nanoseconds are not in a day", 86_400_000_000_000);
        Refuses("time", "nanoseconds are not in a day", long.MinValue);
        guest.Call("time", 86_399_999_999_999);
        Assert.Equal(TimeOnly.MaxValue, converter.Value);
    }

    [Fact]
    public void A_number_becomes_the_nearest_half()
    {
        Assert.Equal((Half)0.1f, Pass(0.1f));
        Assert.Equal(Half.PositiveInfinity, Pass(1e10f));
        Assert.Equal(Half.Zero, Pass(float.Epsilon));
        Assert.True(Half.IsNaN(Pass(float.NaN)));

        Half Pass(float value)
        {
            guest.Call("half", value);
            return (Half)converter.Value!;
        }
    }

    [Fact]
    public void Null_is_refused_where_the_type_does_not_allow_it()
    {
        Refuses("decimal", "`` is not a decimal number", 0, 0);
        guest.Call("optional_decimal", 0, 0);
        Assert.Null(converter.Value);
        guest.Call("nullable_address", 0, 0);
        Assert.Null(converter.Value);
        guest.Call("optional_date", 0, int.MaxValue);
        Assert.Null(converter.Value);
    }

    [Fact]
    public void What_is_bad_in_a_value_is_named()
    {
        Span<byte> bill = stackalloc byte[24];
        int length = Write("x");
        BinaryPrimitives.WriteInt32LittleEndian(bill, At);
        BinaryPrimitives.WriteInt32LittleEndian(bill[4..], length);
        guest.Write(512, bill);
        Refuses("bill", "Bill.Total: `x` is not a decimal number", 512);

        Write("1");
        BinaryPrimitives.WriteInt32LittleEndian(bill[8..], int.MaxValue);
        guest.Write(512, bill);
        Refuses("bill", "Bill.Due: 2147483647 days from 1970-01-01 are not in the range", 512);

        int uri = Write("http://");
        BinaryPrimitives.WriteInt32LittleEndian(bill, At);
        BinaryPrimitives.WriteInt32LittleEndian(bill[4..], uri);
        guest.Write(512, bill);
        Refuses("addresses", "`http://` is not a URI", 512, 1);
    }

    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void A_time_that_is_not_UTC_is_told(DateTimeKind kind)
    {
        DateTime time = DateTime.SpecifyKind(DateTime.UnixEpoch, kind);
        string told = $"A DateTime of DateTimeKind.{kind} where only UTC crosses: ";
        Fails<ArgumentException>("give_utc", time, told + "the result. Convert it with ToUniversalTime, or use a DateTimeOffset.");
        Fails<ArgumentException>("give_optional_utc", time, told + "the result.", Area);
        Fails<ArgumentException>("give_bill", new Bill(1, default, time), told + "Bill.Issued.", Area);
    }

    [Fact]
    public void A_time_that_does_not_fit_and_null_are_told()
    {
        Fails<InvalidOperationException>(
            "give_utc",
            DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
            "A time does not fit in 64 bits of nanoseconds: the result.");
        Fails<InvalidOperationException>("give_address", null, "A null Uri where the type of the result does not allow it.", Area);
        Fails<InvalidOperationException>(
            "give_forms",
            new Version?[] { new(1, 2), null },
            "A null Version where the type of the result does not allow it.",
            Area);
        converter.Value = null;
        Assert.Equal(-1, guest.Call("give_nullable_address", Area));
    }

    [Fact]
    public void A_set_has_each_item_once()
    {
        guest.Write(At, MemoryMarshal.AsBytes<long>([1, 2, 1, 2, 3]));
        guest.Call("set", At, 5);
        Assert.Equal([1, 2, 3], Assert.IsType<HashSet<long>>(converter.Value));

        guest.Write(At, MemoryMarshal.AsBytes<double>([0, double.NegativeZero, double.NaN, -double.NaN, 1]));
        guest.Call("reals", At, 5);
        Assert.Equal([0, double.NaN, 1], Assert.IsType<HashSet<double>>(converter.Value));
    }

    [Fact]
    public void A_guest_cannot_foresee_the_hash_codes_of_numbers()
    {
        // The hash code of a long is that of its halves, one upon the other: 0 for all of these.
        long[] numbers = [.. Enumerable.Range(0, 1_000).Select(i => ((long)i << 32) | (uint)i)];
        guest.Write(At, MemoryMarshal.AsBytes<long>(numbers));
        guest.Call("set", At, numbers.Length);
        HashSet<long> set = Assert.IsType<HashSet<long>>(converter.Value);
        Assert.Equal(numbers, set);
        Assert.Single(numbers.Select(number => number.GetHashCode()).Distinct());
        Assert.InRange(numbers.Select(set.Comparer.GetHashCode).Distinct().Count(), 990, 1_000);
    }

    [Fact]
    public void A_set_takes_no_more_room_than_its_items()
    {
        const int Count = 100_000;
        guest.Call("levels", At, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        guest.Call("levels", At, Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Count, 2 * Count);
        Assert.Single(Assert.IsType<HashSet<byte>>(converter.Value));
    }

    [Fact]
    public void A_collection_that_is_too_long_null_or_bad_is_refused()
    {
        Refuses("words", "3 items are more than the 2 that it may have", At, 3);
        Refuses("dictionary", "3 items are more than the 2 that it may have", At, 3);
        Refuses("numbers", "404 bytes are more than the 400 that the parameter allows", At, 101);
        Refuses("numbers", "is not aligned to 4 bytes", At + 2, 1);
        Refuses("immutable", "do not lie in the guest's memory", RawGuest.MemorySize, 1);
        Refuses("characters", "6 bytes are more than the 4 that the parameter allows", At, 6);
        Refuses("optional_characters", "6 bytes, more than the 4 that it allows", At, 6);
        guest.Call("optional_characters", 0, 0);
        Assert.Null(converter.Value);
    }

    [Fact]
    public void An_array_that_is_none_and_null_in_a_collection_are_told()
    {
        Fails<InvalidOperationException>(
            "give_immutable",
            default(ImmutableArray<int>),
            "A default ImmutableArray where the type of the result does not allow it",
            Area);
        Fails<InvalidOperationException>("give_numbers", null, "A null List<Int32> where the type of the result does not allow it.", Area);
        Fails<InvalidOperationException>("give_set", null, "A null HashSet<string> where the type of the result does not allow it.", Area);
        Fails<InvalidOperationException>(
            "give_dictionary",
            new Dictionary<string, Bill> { ["a"] = null! },
            "A null Bill where the type of the result does not allow it.",
            Area);
        converter.Value = new HashSet<string?> { null };
        Assert.Equal(16, guest.Call("give_set", Area));
    }

    private static string Invariant(object value) => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;

    private int Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        guest.Write(At, bytes);
        return bytes.Length;
    }

    private WasmImportException Refuses(string import, string reason, params object[] arguments)
    {
        WasmImportException exception = guest.CallToFail(import, arguments);
        Assert.True(exception.IsBadArgument, exception.ToString());
        Assert.Equal("value", exception.Parameter);
        Assert.Contains(reason, exception.Reason, StringComparison.Ordinal);
        return exception;
    }

    private void Fails<TException>(string import, object? value, string reason, params object[] arguments)
        where TException : Exception
    {
        converter.Value = value;
        WasmImportException exception = guest.CallToFail(import, arguments);
        Assert.False(exception.IsBadArgument);
        Assert.StartsWith(reason, Assert.IsType<TException>(exception.InnerException).Message, StringComparison.Ordinal);
    }

    private sealed class Converter : IConverted
    {
        public object? Value { get; set; }

        public void Decimal(decimal value) => Value = value;

        public void OptionalDecimal(decimal? value) => Value = value;

        public void Signed(Int128 value) => Value = value;

        public void Unsigned(UInt128 value) => Value = value;

        public void Address(Uri value) => Value = value;

        public void NullableAddress(Uri? value) => Value = value;

        public void Form(Version value) => Value = value;

        public void Date(DateOnly value) => Value = value;

        public void OptionalDate(DateOnly? value) => Value = value;

        public void Time(TimeOnly value) => Value = value;

        public void Half(Half value) => Value = value;

        public void Bill(Bill value) => Value = value;

        public void Addresses(IReadOnlyList<Uri> value) => Value = value;

        public void Numbers(List<int> value) => Value = value;

        public void Set(HashSet<long> value) => Value = value;

        public void Words(IReadOnlySet<string> value) => Value = value;

        public void Immutable(ImmutableArray<string> value) => Value = value;

        public void Levels(HashSet<byte> value) => Value = value;

        public void Reals(HashSet<double> value) => Value = value;

        public void Characters(ReadOnlyMemory<char> value) => Value = value;

        public void OptionalCharacters(ReadOnlyMemory<char>? value) => Value = value;

        public void Dictionary(Dictionary<string, string> value) => Value = value;

        public ImmutableArray<int> GiveImmutable() => (ImmutableArray<int>)Value!;

        public HashSet<string?> GiveSet() => (HashSet<string?>)Value!;

        public List<int> GiveNumbers() => (List<int>)Value!;

        public Dictionary<string, Bill> GiveDictionary() => (Dictionary<string, Bill>)Value!;

        public DateTime GiveUtc() => (DateTime)Value!;

        public DateTime? GiveOptionalUtc() => (DateTime?)Value;

        public Uri GiveAddress() => (Uri)Value!;

        public Uri? GiveNullableAddress() => (Uri?)Value;

        public Version[] GiveForms() => (Version[])Value!;

        public Bill GiveBill() => (Bill)Value!;
    }
}
