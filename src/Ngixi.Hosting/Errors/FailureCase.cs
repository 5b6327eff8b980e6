namespace Ngixi.Hosting;

/// <summary>The word for how a call ended, in logs, audits and measurements.</summary>
internal static class FailureCase
{
    /// <summary>A trap.</summary>
    public const string Trap = "trap";

    /// <summary>A trap that an exception of a host's method made.</summary>
    public const string Host = "host";

    /// <summary>Gets the word.</summary>
    /// <param name="failure">Why it failed; null for a call that returned.</param>
    public static string Of(Exception? failure) => failure switch
    {
        null => "ok",
        GuestTrapException { HostException: not null } => Host,
        GuestTrapException => Trap,
        GuestDeadlineException => "deadline",
        GuestLimitException => "limit",
        GuestBusyException => "busy",
        GuestContractException => "contract",
        OperationCanceledException => "cancelled",
        _ => "error",
    };
}
