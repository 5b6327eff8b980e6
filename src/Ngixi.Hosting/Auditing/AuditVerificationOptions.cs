namespace Ngixi.Hosting;

/// <summary>What an audit is verified against.</summary>
public sealed record AuditVerificationOptions
{
    /// <summary>
    /// Gets the file of the anchors; by default that beside an audit whose files are found by themselves, and none for files that are
    /// named.
    /// </summary>
    public string? AnchorFile { get; init; }

    /// <summary>Gets the key that each anchor has to be signed with; null to check no signature.</summary>
    public AuditKey? Key { get; init; }

    /// <summary>Gets whether the first lines may be absent, such as of files that were put away. False by default.</summary>
    public bool MayBeginLater { get; init; }
}
