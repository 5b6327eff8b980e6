namespace Ngixi.Hosting.Auditing;

/// <summary>Lines that are alike. There are few kinds: no text of a guest is in one.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Module">The name of the module.</param>
/// <param name="Case">The capability that was denied, or the way in which a call failed.</param>
internal readonly record struct FloodKind(string Event, string Module, string Case);
