namespace Ngixi.Capabilities;

/// <summary>What a full topic does with one more event. What a group was given stays until it is settled, whatever is chosen.</summary>
public enum EventOverflow
{
    /// <summary>
    /// The oldest events that no group holds go, and groups that did not get them yet are told. Where that makes no space, the new event
    /// is lost.
    /// </summary>
    DropOldest = 0,

    /// <summary>The new event is lost, and each group is told.</summary>
    DropNewest = 1,

    /// <summary>The publisher waits for space.</summary>
    Block = 2,
}
