namespace Demo;

[WasmImport("env")]
public interface IShop
{
    /// <summary>Gets the price of an item.</summary>
    /// <param name="item">The item</param>
    decimal Price(Uri item, decimal discount = 1.50m);
    decimal? BestPrice([MaxBytes(100)] decimal? atMost, Uri? item = null);
    Half Weight(Half wrapping, Half? least);
    Int128 Number(UInt128 number);
    DateOnly? Due(DateOnly ordered, DateOnly? latest, out TimeOnly time);
    DateTime Opens(TimeOnly time, DateTime day, DateTime? before);
    IReadOnlyList<decimal?> Prices(IReadOnlyList<Uri> items, Half[] weights);
    Task<Version?> FormAsync(Version known);

    [WasmErrors(typeof(ShopError))]
    DateOnly Deliver(Order order);
}

public enum ShopError { Closed }

public record Order(decimal Total, decimal? Discount, Uri Link, Uri? Next, DateOnly Due, TimeOnly? Time, IReadOnlyDictionary<string, Version> Forms);

[WasmExport(Prefix = "rule_")]
public interface IRule
{
    DateOnly Next(DateOnly day, Half factor, TimeOnly time, DateTime now);
    decimal? Round(decimal price, Uri? item);
    (DateOnly? Day, Version Form) Plan(Order order);
    DateTime? Last(IReadOnlyList<DateTime> all);
}
