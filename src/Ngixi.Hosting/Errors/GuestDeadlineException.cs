namespace Ngixi.Hosting;

/// <summary>A call was not done at its deadline, and was ended there: in a queue, in the guest, or in a method of the host.</summary>
public sealed class GuestDeadlineException : GuestCallException
{
    internal GuestDeadlineException(string module, TimeSpan deadline, string where, Exception? innerException = null)
        : base(
            module,
            $"A call of the module '{module}' was ended at its deadline of {deadline.TotalMilliseconds:N0} ms, {where}.",
            innerException) => Deadline = deadline;

    internal GuestDeadlineException(GuestFault fault)
        : base(fault) => Deadline = fault.Deadline ?? default;

    internal GuestDeadlineException(string module, TimeSpan deadline, string reason, string where, Exception? innerException = null)
        : base(module, $"A call of the module '{module}' was ended {reason}, {where}.", innerException) => Deadline = deadline;

    /// <summary>Gets the time that the call had.</summary>
    public TimeSpan Deadline { get; }
}
