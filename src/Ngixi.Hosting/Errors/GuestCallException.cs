namespace Ngixi.Hosting;

/// <summary>A call of a guest failed. The cases are told apart by their types; each says what to do.</summary>
/// <remarks>Texts and numbers alone are in them, so that they cross processes: <see cref="GuestFault"/> is their form as data.</remarks>
public abstract class GuestCallException : Exception
{
    private protected GuestCallException(string module, string message, Exception? innerException = null)
        : base(message, innerException) => Module = module;

    private protected GuestCallException(GuestFault fault)
        : base(fault.Message)
    {
        Module = fault.Module;
        Usage = fault.Usage;
    }

    /// <summary>Gets the name of the guest's module.</summary>
    public string Module { get; }

    /// <summary>Gets what the call cost until it failed; null where no code of the guest ran.</summary>
    public CallUsage? Usage { get; internal set; }
}
