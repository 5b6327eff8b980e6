using Ngixi.Capabilities;
using Ngixi.Cli.Failures;
using Ngixi.Hosting;

namespace Ngixi.Cli.Running;

/// <summary>What came of a run.</summary>
/// <param name="Manifest">What the guest was allowed.</param>
/// <param name="Sha256">The hash of the module.</param>
internal sealed record RunResult(GuestManifest Manifest, string Sha256)
{
    /// <summary>Gets what the export returned; null where none was called.</summary>
    public IReadOnlyList<object>? Values { get; init; }

    /// <summary>Gets the exit code of a program that ended itself; null where it returned, or is none.</summary>
    public int? GuestExitCode { get; init; }

    /// <summary>Gets what the start cost.</summary>
    public CallUsage? Start { get; init; }

    /// <summary>Gets what the call cost; null where there was none.</summary>
    public CallUsage? Call { get; init; }

    /// <summary>Gets what the guest was denied.</summary>
    public IReadOnlyList<Denial> Denials { get; init; } = [];

    /// <summary>Gets why it failed; null where it did not.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Gets the functions that could be called, where the guest was started alone and is no program.</summary>
    public IReadOnlyList<string> Callable { get; init; } = [];

    /// <summary>Gets the files that were written.</summary>
    public IReadOnlyList<string> Written { get; init; } = [];
}
