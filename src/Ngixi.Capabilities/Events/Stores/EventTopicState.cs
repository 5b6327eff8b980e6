namespace Ngixi.Capabilities;

/// <summary>A topic as a store keeps it.</summary>
/// <param name="Topic">Its settings.</param>
/// <param name="LastSequence">The sequence that was given last, 0 for none. Each publication gets the next, also one that is lost.</param>
/// <param name="Events">The events that are kept.</param>
/// <param name="Bytes">The bytes of their payloads.</param>
public sealed record EventTopicState(EventTopic Topic, ulong LastSequence, long Events, long Bytes);
