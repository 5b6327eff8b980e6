namespace Ngixi.Hosting;

/// <summary>A module that was replaced.</summary>
/// <param name="Before">The SHA-256 of the version before.</param>
/// <param name="Now">The SHA-256 of the version that runs.</param>
/// <param name="Ended">How many instances of the version before were left when its time was over, and were ended.</param>
public sealed record ModuleReplacement(string Before, string Now, int Ended);
