namespace Ngixi.Hosting;

/// <summary>There is no room for a call or an instance now; nothing was run. Call again later.</summary>
public sealed class GuestBusyException : GuestCallException
{
    internal GuestBusyException(string module, string limit, string reason)
        : base(module, $"There is no room for the module '{module}' ({limit}): {reason}") => Limit = limit;

    internal GuestBusyException(GuestFault fault)
        : base(fault) => Limit = fault.Limit ?? "";

    /// <summary>Gets the name of what is full, such as <c>queue</c> or <c>instances</c>.</summary>
    public string Limit { get; }
}
