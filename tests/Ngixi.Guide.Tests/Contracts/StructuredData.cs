using Ngixi.Bindgen;

namespace Ngixi.Guide.Tests.StructuredData;

#region contract
/// <summary>An order to be priced.</summary>
public record Order(string Customer, IReadOnlyList<OrderLine> Lines, IReadOnlyDictionary<string, string> Notes, DateOnly? DueOn);

/// <summary>An article of an order.</summary>
public record OrderLine(string Article, int Count);

/// <summary>The answer to an order.</summary>
public abstract record Verdict
{
    /// <summary>The order has a price.</summary>
    public sealed record Priced(long Cents) : Verdict;

    /// <summary>Nobody sells this.</summary>
    public sealed record Refused(string Reason, IReadOnlyList<string> Articles) : Verdict;
}

/// <summary>Gives guests the prices of articles.</summary>
[WasmImport("shop")]
public interface ICatalog
{
    /// <summary>Gets the prices in cents of those of the articles that are sold.</summary>
    IReadOnlyDictionary<string, long> PricesOf([MaxItems(1000)] IReadOnlyList<string> articles);
}

/// <summary>Prices orders: the guest.</summary>
[WasmExport]
public interface IPricing
{
    /// <summary>Prices an order.</summary>
    Verdict Price(Order order);
}
#endregion
