namespace Ngixi.Capabilities;

/// <summary>The rows of a store, in a transaction: no other writer is in it, and all that is written is kept, or nothing.</summary>
public interface IEventRows
{
    /// <summary>Finds a topic.</summary>
    /// <param name="name">The name.</param>
    IEventTopicRows? Find(string name);

    /// <summary>Adds a topic, which is not there.</summary>
    /// <param name="state">The topic.</param>
    IEventTopicRows Add(EventTopicState state);
}
