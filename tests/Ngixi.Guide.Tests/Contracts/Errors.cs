using Ngixi.Bindgen;

namespace Ngixi.Guide.Tests.Errors;

#region contract
/// <summary>The reasons why nothing was reserved.</summary>
public enum StockError
{
    /// <summary>Nobody has heard of the article.</summary>
    Unknown = 1,

    /// <summary>There are too few; the message says how many there are.</summary>
    TooFew = 2,
}

/// <summary>Keeps articles for a customer.</summary>
[WasmImport("shop", Prefix = "stock_")]
public interface IStock
{
    /// <summary>Reserves articles, and gets the number of the reservation.</summary>
    [WasmErrors(typeof(StockError))]
    int Reserve(string article, int count);
}

/// <summary>Fulfils orders: the guest.</summary>
[WasmExport]
public interface IFulfilment
{
    /// <summary>Reserves for an order, and tells the customer about it.</summary>
    string Fulfil(string article, int count);

    /// <summary>Reserves one in a hurry: this guest does not look whether there is one.</summary>
    int Grab(string article);
}
#endregion
