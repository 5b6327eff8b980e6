using Ngixi.Bindgen;

namespace Shop;

/// <summary>An order of a customer.</summary>
public record Order(string Customer, int Count);

/// <summary>The verdict on an order.</summary>
public abstract record Decision
{
    /// <summary>It is taken.</summary>
    public sealed record Accept(int Price) : Decision;

    /// <summary>It is not.</summary>
    public sealed record Reject(string Reason) : Decision;
}

/// <summary>Finds orders.</summary>
[WasmImport("shop")]
public interface IOrders
{
    /// <summary>Counts the orders of a customer.</summary>
    int CountOf(string customer);

    /// <summary>Gets the count of an order.</summary>
    int Find(Guid id);

    /// <summary>Opens a counter.</summary>
    ICounter Open();
}

/// <summary>Counts.</summary>
[WasmResource("counter_")]
public interface ICounter : IDisposable
{
    /// <summary>Gets the next number.</summary>
    int Next();
}

/// <summary>What guests decide.</summary>
[WasmExport]
public interface IRule
{
    /// <summary>Decides on an order.</summary>
    Decision Decide(Order order);
}
