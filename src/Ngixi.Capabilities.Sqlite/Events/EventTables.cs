namespace Ngixi.Capabilities.Sqlite;

/// <summary>The tables of events in one transaction.</summary>
internal sealed class EventTables(Connection connection) : IEventRows
{
    private readonly Dictionary<string, EventTopicTable?> topics = new(StringComparer.Ordinal);

    public IEventTopicRows? Find(string name)
    {
        if (!topics.TryGetValue(name, out EventTopicTable? topic))
        {
            topic = EventTopicTable.Find(connection, name);
            topics.Add(name, topic);
        }

        return topic;
    }

    public IEventTopicRows Add(EventTopicState state)
    {
        EventTopicTable topic = EventTopicTable.Add(connection, state);
        topics[state.Topic.Name] = topic;
        return topic;
    }

    /// <summary>Writes what the topics have counted.</summary>
    /// <returns>The topics that those who wait for them look at again.</returns>
    public List<string> Finish()
    {
        List<string> changed = [];
        foreach ((string name, EventTopicTable? topic) in topics)
        {
            if (topic is null)
            {
                continue;
            }

            topic.WriteState();
            if (topic.IsChanged)
            {
                changed.Add(name);
            }
        }

        return changed;
    }
}
