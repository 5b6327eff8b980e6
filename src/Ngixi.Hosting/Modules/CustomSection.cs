namespace Ngixi.Hosting.Modules;

/// <summary>A custom section, which says nothing to an engine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its bytes, without the name.</param>
internal sealed record CustomSection(string Name, int Bytes);
