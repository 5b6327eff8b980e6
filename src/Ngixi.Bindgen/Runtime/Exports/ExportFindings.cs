using Ngixi.Bindgen.Contracts;

namespace Ngixi.Bindgen.Runtime.Exports;

/// <summary>What the names of a guest's exports say.</summary>
/// <param name="Differences">What does not fit.</param>
/// <param name="Explained">The keys of the host's functions that the differences tell of.</param>
/// <param name="Marker">The export by which the guest says that it implements the functions, or null when it does not say.</param>
internal sealed record ExportFindings(DifferenceList Differences, HashSet<string> Explained, string? Marker);
