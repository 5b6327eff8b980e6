namespace Ngixi.Hosting;

/// <summary>A call does not fit the guest: its caller was built from another contract, or what it or the guest passed is bad.</summary>
public sealed class GuestContractException : GuestCallException
{
    internal GuestContractException(string module, string served, string called)
        : base(
            module,
            $"The call is for the contract {called}, and guests of the module '{module}' serve {served}: the two hosts were built from "
            + "different versions of the interface. Nothing was run. Update the older one.")
    {
        Served = served;
        Called = called;
    }

    internal GuestContractException(string module, string message, Exception innerException)
        : base(module, message, innerException)
    {
    }

    internal GuestContractException(GuestFault fault)
        : base(fault)
    {
        Served = fault.Served;
        Called = fault.Called;
    }

    /// <summary>Gets the contract of the guest, its name and hash; null where contracts are the same.</summary>
    public string? Served { get; }

    /// <summary>Gets the contract of the caller, its name and hash; null where contracts are the same.</summary>
    public string? Called { get; }
}
