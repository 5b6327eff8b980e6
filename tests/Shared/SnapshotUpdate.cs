namespace Ngixi.Bindgen.Tests.Shared;

/// <summary>Whether a test writes the files that it would otherwise compare.</summary>
internal static class SnapshotUpdate
{
    /// <summary>Set to 1 to approve what is there now. Refused when <c>CI</c> is set.</summary>
    public const string Variable = "NGIXI_UPDATE_SNAPSHOTS";

    public static bool IsAsked => Decide(Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable("CI"));

    /// <summary>Decides from the values of the two variables.</summary>
    public static bool Decide(string? update, string? ci) =>
        update == "1"
        && (string.IsNullOrEmpty(ci)
            ? true
            : throw new InvalidOperationException($"{Variable} is set in CI, where nobody would see what it approves."));
}
