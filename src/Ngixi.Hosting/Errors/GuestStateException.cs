namespace Ngixi.Hosting;

/// <summary>The state of a guest with a key could not be loaded or kept, so that the call was not answered.</summary>
public sealed class GuestStateException : GuestCallException
{
    internal GuestStateException(string module, bool isLostRace, string message, Exception? innerException = null)
        : base(module, message, innerException) => IsLostRace = isLostRace;

    internal GuestStateException(GuestFault fault)
        : base(fault) => IsLostRace = fault.IsLostRace;

    /// <summary>
    /// Gets whether another process saved a state of the same key first. The call changed nothing that is kept, and can be made again; what
    /// the guest did outside of its state is done.
    /// </summary>
    public bool IsLostRace { get; }
}
