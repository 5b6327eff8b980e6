using System.Collections.Immutable;

namespace Ngixi.Bindgen.Tests.Contracts;

/// <summary>What the host converts.</summary>
[WasmImport("converted")]
public interface IConverted
{
    void Decimal(decimal value);

    void OptionalDecimal(decimal? value);

    void Signed(Int128 value);

    void Unsigned(UInt128 value);

    void Address(Uri value);

    void NullableAddress(Uri? value);

    void Form(Version value);

    void Date(DateOnly value);

    void OptionalDate(DateOnly? value);

    void Time(TimeOnly value);

    void Half(Half value);

    void Bill(Bill value);

    void Addresses(IReadOnlyList<Uri> value);

    void Numbers([MaxItems(100)] List<int> value);

    void Set(HashSet<long> value);

    void Words([MaxItems(2)] IReadOnlySet<string> value);

    void Immutable(ImmutableArray<string> value);

    void Levels(HashSet<byte> value);

    void Reals(HashSet<double> value);

    void Characters([MaxBytes(4)] ReadOnlyMemory<char> value);

    void OptionalCharacters([MaxBytes(4)] ReadOnlyMemory<char>? value);

    void Dictionary([MaxItems(2)] Dictionary<string, string> value);

    ImmutableArray<int> GiveImmutable();

    HashSet<string?> GiveSet();

    List<int> GiveNumbers();

    Dictionary<string, Bill> GiveDictionary();

    DateTime GiveUtc();

    DateTime? GiveOptionalUtc();

    Uri GiveAddress();

    Uri? GiveNullableAddress();

    Version[] GiveForms();

    Bill GiveBill();
}

public record Bill(decimal Total, DateOnly Due, DateTime Issued);
