namespace Ngixi.Capabilities;

/// <summary>
/// The call whose guest this thread runs, for file systems that wait and are not told of it. Set by hosts whose calls stay on a thread.
/// </summary>
internal static class WaitingCall
{
    /// <summary>Gets or sets the token that ends the call; none where no host says so.</summary>
    [field: ThreadStatic]
    public static CancellationToken Cancellation { get; set; }
}
