namespace Ngixi.Capabilities.Sqlite;

/// <summary>The groups of one topic in a transaction, and what they hold.</summary>
internal sealed class EventGroupTable
{
    private const string HoldColumns = "sequence, lost_to, deliveries, due, is_taken, reason";

    private readonly Connection connection;
    private readonly long topic;
    private readonly List<(long Id, EventGroupState State)> groups = [];
    private IReadOnlyList<EventGroupState>? states;

    public EventGroupTable(Connection connection, long topic)
    {
        this.connection = connection;
        this.topic = topic;
        Statement statement = connection.Prepare(
            "SELECT id, name, from_beginning, lease, max_deliveries, dead_letter_topic, next_sequence FROM event_group WHERE topic = ?1");
        try
        {
            statement.Bind(1, topic);
            while (statement.Step())
            {
                EventGroup group = new(statement.Text(1))
                {
                    FromBeginning = statement.Integer(2) != 0,
                    Lease = new TimeSpan(statement.Integer(3)),
                    MaxDeliveries = (int)statement.Integer(4),
                    DeadLetterTopic = statement.TextOrNull(5),
                };
                groups.Add((statement.Integer(0), new EventGroupState(group, (ulong)statement.Integer(6))));
            }
        }
        finally
        {
            statement.Reset();
        }
    }

    public IReadOnlyList<EventGroupState> States => states ??= [.. groups.Select(group => group.State)];

    public EventGroupState? Find(string name) => IndexOf(name) is >= 0 and int index ? groups[index].State : null;

    public void Set(EventGroupState state)
    {
        states = null;
        int index = IndexOf(state.Group.Name);
        if (index < 0)
        {
            Statement insert = connection.Prepare(
                """
                INSERT INTO event_group (from_beginning, lease, max_deliveries, dead_letter_topic, next_sequence, topic, name)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """);
            Bind(insert, state).Bind(6, topic).Bind(7, state.Group.Name);
            groups.Add((connection.Insert(insert), state));
            return;
        }

        Statement update = connection.Prepare(
            """
            UPDATE event_group SET from_beginning = ?1, lease = ?2, max_deliveries = ?3, dead_letter_topic = ?4, next_sequence = ?5
            WHERE id = ?6
            """);
        Bind(update, state).Bind(6, groups[index].Id).Run();
        groups[index] = (groups[index].Id, state);
    }

    public void Remove(string name)
    {
        int index = IndexOf(name);
        if (index >= 0)
        {
            connection.Prepare("DELETE FROM event_group WHERE id = ?1").Bind(1, groups[index].Id).Run();
            groups.RemoveAt(index);
            states = null;
        }
    }

    public bool TryFindHold(string group, ulong sequence, out EventHold hold)
    {
        Statement statement = connection.Prepare($"SELECT {HoldColumns} FROM event_hold WHERE group_id = ?1 AND sequence = ?2");
        try
        {
            bool isHeld = statement.Bind(1, IdOf(group)).Bind(2, (long)sequence).Step();
            hold = isHeld ? Hold(statement) : default;
            return isHeld;
        }
        finally
        {
            statement.Reset();
        }
    }

    public void SetHold(string group, EventHold hold) =>
        connection.Prepare(
            """
            INSERT INTO event_hold (group_id, sequence, lost_to, deliveries, due, is_taken, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (group_id, sequence) DO UPDATE SET lost_to = ?3, deliveries = ?4, due = ?5, is_taken = ?6, reason = ?7
            """)
            .Bind(1, IdOf(group))
            .Bind(2, (long)hold.Sequence)
            .Bind(3, (long)hold.LostTo)
            .Bind(4, hold.Deliveries)
            .Bind(5, hold.Due.UtcTicks)
            .Bind(6, hold.IsTaken ? 1 : 0)
            .BindText(7, hold.Reason)
            .Run();

    public void RemoveHold(string group, ulong sequence) =>
        connection.Prepare("DELETE FROM event_hold WHERE group_id = ?1 AND sequence = ?2")
            .Bind(1, IdOf(group))
            .Bind(2, (long)sequence)
            .Run();

    /// <summary>Gets what a group holds, by the time when it is due, and then by sequence.</summary>
    public IReadOnlyList<EventHold> Due(string group, DateTimeOffset until, int limit)
    {
        Statement statement = connection.Prepare(
            $"SELECT {HoldColumns} FROM event_hold WHERE group_id = ?1 AND due <= ?2 ORDER BY due, sequence LIMIT ?3");
        try
        {
            statement.Bind(1, IdOf(group)).Bind(2, until.UtcTicks).Bind(3, limit);
            List<EventHold> holds = [];
            while (statement.Step())
            {
                holds.Add(Hold(statement));
            }

            return holds;
        }
        finally
        {
            statement.Reset();
        }
    }

    private static Statement Bind(Statement statement, EventGroupState state) => statement
        .Bind(1, state.Group.FromBeginning ? 1 : 0)
        .Bind(2, state.Group.Lease.Ticks)
        .Bind(3, state.Group.MaxDeliveries)
        .BindText(4, state.Group.DeadLetterTopic)
        .Bind(5, (long)state.NextSequence);

    private static EventHold Hold(Statement statement) => new(
        (ulong)statement.Integer(0),
        (ulong)statement.Integer(1),
        (int)statement.Integer(2),
        new DateTimeOffset(statement.Integer(3), TimeSpan.Zero),
        statement.Integer(4) != 0,
        statement.TextOrNull(5));

    private int IndexOf(string name) => groups.FindIndex(group => group.State.Group.Name == name);

    private long IdOf(string name) => groups[IndexOf(name)].Id;
}
