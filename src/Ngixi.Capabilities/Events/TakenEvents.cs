namespace Ngixi.Capabilities;

/// <summary>What an instance was given at once.</summary>
/// <param name="Events">The events and losses.</param>
/// <param name="NeededBytes">The bytes of the next event, where it has too many; otherwise 0.</param>
internal sealed record TakenEvents(GivenEvent[] Events, int NeededBytes)
{
    public static readonly TakenEvents None = new([], 0);

    public bool IsEmpty => Events.Length == 0 && NeededBytes == 0;
}
