using Ngixi.Bindgen;

namespace Ngixi.Guide.Tests.Versions;

#region contract
/// <summary>Finds customers.</summary>
[WasmImport("customers")]
public interface ICustomers
{
    /// <summary>Gets the address of a customer; null where there is none.</summary>
    string? AddressOf(string customer);

    /// <summary>Gets the address of a customer in a country; null where there is none.</summary>
    [WasmVersion(2)]
    string? AddressOf(string customer, string country);
}
#endregion

/// <summary>Writes to customers: the guest.</summary>
[WasmExport]
public interface ILetters
{
    /// <summary>Writes what stands on the envelope.</summary>
    string Envelope(string customer);
}

/// <summary>Sends parcels: guests of today may implement it.</summary>
[WasmExport]
public interface IParcels
{
    /// <summary>Gets the postage of a parcel, in cents.</summary>
    int Postage(int grams);
}
