namespace Ngixi.Capabilities.Sqlite;

/// <summary>The tables of events in a transaction, or in several that follow each other without a write by others between them.</summary>
internal sealed class EventTables(Connection connection) : IEventRows
{
    private readonly Dictionary<string, EventTopicTable> topics = new(StringComparer.Ordinal);
    private readonly List<EventTopicTable> used = [];

    public int Count => topics.Count;

    public IEventTopicRows? Find(string name)
    {
        if (!topics.TryGetValue(name, out EventTopicTable? topic))
        {
            topic = EventTopicTable.Find(connection, name);
            if (topic is null)
            {
                return null;
            }

            topics.Add(name, topic);
        }

        return Use(topic);
    }

    public IEventTopicRows Add(EventTopicState state)
    {
        EventTopicTable topic = EventTopicTable.Add(connection, state);
        topics.Add(state.Topic.Name, topic);
        return Use(topic);
    }

    /// <summary>Writes what the topics have counted.</summary>
    /// <param name="changed">Gets the topics that those who wait for them look at again.</param>
    public void Finish(List<string> changed)
    {
        foreach (EventTopicTable topic in used)
        {
            topic.WriteState();
            if (topic.IsChanged)
            {
                changed.Add(topic.State.Topic.Name);
            }

            (topic.IsUsed, topic.IsChanged) = (false, false);
        }

        used.Clear();
    }

    /// <summary>Forgets what was read.</summary>
    public void Forget()
    {
        topics.Clear();
        used.Clear();
    }

    private EventTopicTable Use(EventTopicTable topic)
    {
        if (!topic.IsUsed)
        {
            topic.IsUsed = true;
            used.Add(topic);
        }

        return topic;
    }
}
