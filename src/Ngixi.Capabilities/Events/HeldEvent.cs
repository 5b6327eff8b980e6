namespace Ngixi.Capabilities;

/// <summary>An event that an instance holds.</summary>
internal readonly record struct HeldEvent(TakeSource Source, EventReceipt Receipt);
