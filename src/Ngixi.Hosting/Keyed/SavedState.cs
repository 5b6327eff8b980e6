namespace Ngixi.Hosting.Keyed;

/// <summary>What the store has of a guest's state, as its instance knows it.</summary>
/// <param name="Version">The version; 0 for none.</param>
/// <param name="Hash">The SHA-256 of the state; null for none.</param>
internal readonly record struct SavedState(ulong Version, byte[]? Hash);
