namespace Ngixi.Capabilities;

/// <summary>A topic: events in the order in which they were published.</summary>
/// <param name="Name">The name: 1 to 128 letters, digits, dots, hyphens and underscores. Capitals differ from small letters.</param>
public sealed record EventTopic(string Name)
{
    /// <summary>Gets the name.</summary>
    public string Name { get; init => field = EventName.Check(value); } = EventName.Check(Name);

    /// <summary>Gets the events that it keeps, 1 or more; 1,024 by default.</summary>
    public int MaxEvents { get; init => field = Limit.AtLeast(1, value); } = 1_024;

    /// <summary>Gets the bytes of the events that it keeps, 1 or more; 1 MiB by default.</summary>
    public long MaxBytes { get; init => field = Limit.AtLeast(1L, value); } = 1024 * 1024;

    /// <summary>Gets the bytes of an event, 1 to <see cref="MaxBytes"/>; 64 KiB by default.</summary>
    public int MaxEventBytes { get; init => field = Limit.AtLeast(1, value); } = 64 * 1024;

    /// <summary>Gets what happens when it is full.</summary>
    public EventOverflow Overflow
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Overflow), value, "There is no such overflow.");
    }

    /// <summary>Gets what its store has to promise; nothing by default. A store that cannot refuses the topic.</summary>
    public EventGuarantees Requires { get; init => field = value ?? throw new ArgumentNullException(nameof(Requires)); } =
        EventGuarantees.None;
}
