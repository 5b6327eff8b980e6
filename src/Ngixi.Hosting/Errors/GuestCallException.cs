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
        Frames = fault.Frames;
    }

    /// <summary>Gets the name of the guest's module.</summary>
    public string Module { get; }

    /// <summary>
    /// Gets the functions of the guest that were being called, the innermost first, at most 20; none where no code of the guest ran.
    /// Lines of source are known from a source map beside the module or handed over with it, and from DWARF in the module.
    /// </summary>
    public IReadOnlyList<GuestFrame> Frames { get; internal set; } = [];

    /// <summary>Gets what the call cost until it failed; null where no code of the guest ran.</summary>
    public CallUsage? Usage { get; internal set; }
}
