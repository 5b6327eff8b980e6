namespace Ngixi.Capabilities;

/// <summary>An event that an instance holds, with the number that it settles it by.</summary>
internal readonly record struct GivenEvent(uint Delivery, int Subscription, TakenEvent Event)
{
    /// <summary>Gets the bytes of the payload; a loss has none.</summary>
    public int PayloadBytes => Event is TakenEvent.Event item ? item.Payload.Length : 0;
}
