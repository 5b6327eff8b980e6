using Ngixi.Bindgen;

namespace Ngixi.Guide.Tests.Async;

#region contract
/// <summary>Rates of currencies, from a server of the host's.</summary>
[WasmImport("rates", Prefix = "rates_")]
public interface IRates
{
    /// <summary>Gets how much a euro costs in a currency.</summary>
    Task<decimal> GetAsync(string currency, CancellationToken cancellation);
}

/// <summary>Converts prices: the guest.</summary>
[WasmExport(Async = true)]
public interface IExchange
{
    /// <summary>Tells a price in another currency.</summary>
    string Tell(long cents, string currency);
}
#endregion
