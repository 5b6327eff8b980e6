namespace Ngixi.Capabilities;

/// <summary>What was taken at once.</summary>
/// <param name="Events">The events: first those that are delivered again, then others in the order of their sequences.</param>
/// <param name="NeededBytes">The bytes of the next event, where nothing was taken because it has too many; otherwise 0.</param>
public sealed record EventBatch(IReadOnlyList<TakenEvent> Events, int NeededBytes);
