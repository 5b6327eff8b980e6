namespace Ngixi.Capabilities.Sqlite;

/// <summary>The rows of one topic: what it counts and its groups are read once, and known until others write.</summary>
/// <param name="connection">The connection.</param>
/// <param name="id">The number of the topic.</param>
/// <param name="row">What its row says.</param>
/// <param name="state">The same, with the events after the row's last one.</param>
internal sealed class EventTopicTable(Connection connection, long id, EventTopicState row, EventTopicState state) : IEventTopicRows
{
    /// <summary>
    /// How many events are counted at most when a topic is read: its row is that of an earlier event, so that a publication changes the
    /// page of its event alone.
    /// </summary>
    private const ulong EventsCounted = 64;

    private EventGroupTable? groups;

    // The row; and what a reader makes of it, who counts the events after the row's last one.
    private EventTopicState stored = row;
    private EventTopicState counted = state;

    public EventTopicState State
    {
        get;
        set
        {
            IsChanged |= value.LastSequence != field.LastSequence || value.Topic != field.Topic;
            field = value;
        }
    } = state;

    /// <summary>Gets whether somebody who waits for events or space may have them now.</summary>
    public bool IsChanged { get; set; }

    /// <summary>Gets or sets whether the transaction has asked for it.</summary>
    public bool IsUsed { get; set; }

    public IReadOnlyList<EventGroupState> Groups => GroupTable.States;

    private EventGroupTable GroupTable => groups ??= new EventGroupTable(connection, id);

    public static EventTopicTable? Find(Connection connection, string name)
    {
        Statement statement = connection.Prepare(
            """
            SELECT id, max_events, max_bytes, max_event_bytes, overflow, survives_exit, survives_power_loss, is_shared,
                last_sequence, events, bytes
            FROM event_topic WHERE name = ?1
            """);
        try
        {
            if (!statement.Bind(1, name).Step())
            {
                return null;
            }

            EventTopic topic = new(name)
            {
                MaxEvents = (int)statement.Integer(1),
                MaxBytes = statement.Integer(2),
                MaxEventBytes = (int)statement.Integer(3),
                Overflow = (EventOverflow)statement.Integer(4),
                Requires = new EventGuarantees(statement.Integer(5) != 0, statement.Integer(6) != 0, statement.Integer(7) != 0),
            };
            long id = statement.Integer(0);
            EventTopicState stored = new(topic, (ulong)statement.Integer(8), statement.Integer(9), statement.Integer(10));
            return new EventTopicTable(connection, id, stored, Count(connection, id, stored));
        }
        finally
        {
            statement.Reset();
        }
    }

    public static EventTopicTable Add(Connection connection, EventTopicState state)
    {
        Statement statement = connection.Prepare(
            """
            INSERT INTO event_topic (max_events, max_bytes, max_event_bytes, overflow, survives_exit, survives_power_loss, is_shared,
                last_sequence, events, bytes, name)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        Bind(statement, state).Bind(11, state.Topic.Name);
        return new EventTopicTable(connection, connection.Insert(statement), state, state);
    }

    public EventGroupState? FindGroup(string group) => GroupTable.Find(group);

    public void SetGroup(EventGroupState state) => GroupTable.Set(state);

    public void RemoveGroup(string group)
    {
        GroupTable.Remove(group);
        IsChanged = true;
    }

    public EventSize? FirstSize(ulong from) => First(
        "SELECT sequence, length(payload) FROM event WHERE topic = ?1 AND sequence >= ?2 ORDER BY sequence LIMIT 1", from);

    public EventSize? FirstFreeSize(ulong from) => First(
        """
        SELECT sequence, length(payload) FROM event
        WHERE topic = ?1 AND sequence >= ?2 AND NOT EXISTS (
            SELECT 1 FROM event_group JOIN event_hold ON event_hold.group_id = event_group.id
            WHERE event_group.topic = ?1 AND event_hold.sequence = event.sequence)
        ORDER BY sequence LIMIT 1
        """,
        from);

    public EventRow? FirstEvent(ulong from)
    {
        Statement statement = connection.Prepare(
            """
            SELECT sequence, published, trace_parent, dead_topic, dead_group, dead_sequence, dead_deliveries, dead_reason, payload
            FROM event WHERE topic = ?1 AND sequence >= ?2 ORDER BY sequence LIMIT 1
            """);
        try
        {
            if (!statement.Bind(1, id).Bind(2, (long)from).Step())
            {
                return null;
            }

            DeadLetter? letter = statement.TextOrNull(3) is { } topic
                ? new DeadLetter(
                    topic, statement.Text(4), (ulong)statement.Integer(5), (int)statement.Integer(6), statement.Text(7))
                : null;
            return new EventRow(
                (ulong)statement.Integer(0),
                statement.Bytes(8).ToArray(),
                new DateTimeOffset(statement.Integer(1), TimeSpan.Zero),
                statement.TextOrNull(2),
                letter);
        }
        finally
        {
            statement.Reset();
        }
    }

    public void AddEvent(EventRow row)
    {
        connection.Prepare(
            """
            INSERT INTO event (topic, sequence, published, trace_parent, dead_topic, dead_group, dead_sequence, dead_deliveries,
                dead_reason, payload)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """)
            .Bind(1, id)
            .Bind(2, (long)row.Sequence)
            .Bind(3, row.Published.UtcTicks)
            .BindText(4, row.TraceParent)
            .BindText(5, row.DeadLetter?.Topic)
            .BindText(6, row.DeadLetter?.Group)
            .Bind(7, (long?)row.DeadLetter?.Sequence)
            .Bind(8, row.DeadLetter?.Deliveries)
            .BindText(9, row.DeadLetter?.Reason)
            .Bind(10, row.Payload.Span)
            .Run();
        counted = counted with
        {
            LastSequence = row.Sequence,
            Events = counted.Events + 1,
            Bytes = counted.Bytes + row.Payload.Length,
        };
    }

    public void RemoveEvent(ulong sequence)
    {
        connection.Prepare("DELETE FROM event WHERE topic = ?1 AND sequence = ?2").Bind(1, id).Bind(2, (long)sequence).Run();
        IsChanged = true;
    }

    public bool TryFindHold(string group, ulong sequence, out EventHold hold) =>
        GroupTable.TryFindHold(group, sequence, out hold);

    public void SetHold(string group, EventHold hold)
    {
        GroupTable.SetHold(group, hold);
        IsChanged |= !hold.IsTaken;
    }

    public void RemoveHold(string group, ulong sequence) => GroupTable.RemoveHold(group, sequence);

    public IReadOnlyList<EventHold> DueHolds(string group, DateTimeOffset until, int limit) => GroupTable.Due(group, until, limit);

    /// <summary>Writes the settings and counts, unless a reader counts the same.</summary>
    public void WriteState()
    {
        if (State == counted && State.LastSequence - stored.LastSequence <= EventsCounted)
        {
            return;
        }

        if (State.Topic == stored.Topic)
        {
            connection.Prepare("UPDATE event_topic SET last_sequence = ?2, events = ?3, bytes = ?4 WHERE id = ?1")
                .Bind(1, id)
                .Bind(2, (long)State.LastSequence)
                .Bind(3, State.Events)
                .Bind(4, State.Bytes)
                .Run();
        }
        else
        {
            Statement statement = connection.Prepare(
                """
                UPDATE event_topic SET max_events = ?1, max_bytes = ?2, max_event_bytes = ?3, overflow = ?4, survives_exit = ?5,
                    survives_power_loss = ?6, is_shared = ?7, last_sequence = ?8, events = ?9, bytes = ?10
                WHERE id = ?11
                """);
            Bind(statement, State).Bind(11, id).Run();
        }

        stored = counted = State;
    }

    /// <summary>Adds to a row what was published after it.</summary>
    private static EventTopicState Count(Connection connection, long id, EventTopicState stored)
    {
        Statement statement = connection.Prepare(
            "SELECT count(*), sum(length(payload)), max(sequence) FROM event WHERE topic = ?1 AND sequence > ?2");
        try
        {
            statement.Bind(1, id).Bind(2, (long)stored.LastSequence).Step();
            long events = statement.Integer(0);
            return events == 0
                ? stored
                : stored with
                {
                    LastSequence = (ulong)statement.Integer(2),
                    Events = stored.Events + events,
                    Bytes = stored.Bytes + statement.Integer(1),
                };
        }
        finally
        {
            statement.Reset();
        }
    }

    private static Statement Bind(Statement statement, EventTopicState state) => statement
        .Bind(1, state.Topic.MaxEvents)
        .Bind(2, state.Topic.MaxBytes)
        .Bind(3, state.Topic.MaxEventBytes)
        .Bind(4, (long)state.Topic.Overflow)
        .Bind(5, state.Topic.Requires.SurvivesExit ? 1 : 0)
        .Bind(6, state.Topic.Requires.SurvivesPowerLoss ? 1 : 0)
        .Bind(7, state.Topic.Requires.IsShared ? 1 : 0)
        .Bind(8, (long)state.LastSequence)
        .Bind(9, state.Events)
        .Bind(10, state.Bytes);

    private EventSize? First(string sql, ulong from)
    {
        Statement statement = connection.Prepare(sql);
        try
        {
            return statement.Bind(1, id).Bind(2, (long)from).Step()
                ? new EventSize((ulong)statement.Integer(0), (int)statement.Integer(1))
                : null;
        }
        finally
        {
            statement.Reset();
        }
    }
}
