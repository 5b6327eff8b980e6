namespace Ngixi.Capabilities;

/// <summary>Where the guests of a module take from: a topic for a group, by a store.</summary>
internal sealed record TakeSource(IEventStore Store, string Topic, string Group);
