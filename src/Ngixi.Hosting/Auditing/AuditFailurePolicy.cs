namespace Ngixi.Hosting;

/// <summary>What happens while an audit cannot be written, such as on a full disk.</summary>
public enum AuditFailurePolicy
{
    /// <summary>No instance starts: it is refused as busy, with the limit <c>audit</c>. Those that live go on.</summary>
    RefuseInstances,

    /// <summary>Guests go on as if it were written. What was lost is counted, and said by a line later.</summary>
    Continue,
}
