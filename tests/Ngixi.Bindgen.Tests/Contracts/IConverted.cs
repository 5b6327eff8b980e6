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

    DateTime GiveUtc();

    DateTime? GiveOptionalUtc();

    Uri GiveAddress();

    Uri? GiveNullableAddress();

    Version[] GiveForms();

    Bill GiveBill();
}

public record Bill(decimal Total, DateOnly Due, DateTime Issued);
