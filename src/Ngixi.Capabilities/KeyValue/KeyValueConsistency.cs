namespace Ngixi.Capabilities;

/// <summary>When a write is seen by others.</summary>
public enum KeyValueConsistency
{
    /// <summary>A write is kept, and seen by every instance on every host, when the call returns.</summary>
    Strong = 0,

    /// <summary>A write is made later. Instances in the same host see it at once; others, and a later run, when it is made.</summary>
    Eventual = 1,
}
