namespace Ngixi.Hosting.Modules;

/// <summary>An export of a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">The type of a function; null for what this reader does not know.</param>
internal sealed record WasmExport(string Name, ImportKind Kind, string? Type);
