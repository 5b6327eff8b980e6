using Ngixi.Bindgen;
using Ngixi.Hosting;

namespace Ngixi.Testing;

/// <summary>How one test of a guest ended.</summary>
/// <param name="Module">The name of the module.</param>
/// <param name="Name">The name of the export. It is the guest's: <see cref="UntrustedText.Escape"/> shows it.</param>
/// <param name="Duration">The time of the test, with the start of its instance.</param>
/// <param name="Failure">Why it failed, in a sentence; null where it passed.</param>
public sealed record GuestTestResult(string Module, string Name, TimeSpan Duration, string? Failure)
{
    /// <summary>Gets whether it passed.</summary>
    public bool Passed => Failure is null;

    /// <summary>Gets when it began.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>Gets the functions of the guest that were being called when it failed, the innermost first.</summary>
    public IReadOnlyList<GuestFrame> Frames { get; init; } = [];

    /// <summary>Gets the innermost place in the guest's source that is known of the failure; null where nothing tells.</summary>
    public GuestFrame? Place => Frames.FirstOrDefault(frame => frame.File is not null);

    /// <summary>Gets what the guest logged and what it was denied, each line with its level, such as <c>info: sent</c>.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>Gets the failure as the host has it; null where the test passed or did not run.</summary>
    public GuestCallException? Exception { get; init; }

    /// <summary>Throws where the test failed, with all that is known of it: for the test of a host's own framework.</summary>
    /// <exception cref="GuestTestException">It failed.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
        {
            throw new GuestTestException(this);
        }
    }
}
