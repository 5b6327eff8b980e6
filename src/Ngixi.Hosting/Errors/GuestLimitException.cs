namespace Ngixi.Hosting;

/// <summary>A guest reached a limit of its manifest, and was ended for it.</summary>
public sealed class GuestLimitException : GuestCallException
{
    internal GuestLimitException(string module, string limit, string reason, Exception? innerException = null)
        : base(module, $"The module '{module}' reached its limit '{limit}': {reason}", innerException) => Limit = limit;

    internal GuestLimitException(GuestFault fault)
        : base(fault) => Limit = fault.Limit ?? "";

    /// <summary>Gets the name of the limit, as the manifest has it.</summary>
    public string Limit { get; }
}
