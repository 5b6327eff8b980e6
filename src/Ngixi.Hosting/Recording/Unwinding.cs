namespace Ngixi.Hosting.Recording;

/// <summary>Ends the guest of a replay, whose end is known already.</summary>
internal sealed class Unwinding() : Exception("The replay of the guest is over.");
