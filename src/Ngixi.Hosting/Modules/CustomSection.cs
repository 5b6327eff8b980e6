namespace Ngixi.Hosting.Modules;

/// <summary>A custom section, which says nothing to an engine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Start">Where its content begins in the module, behind the name.</param>
/// <param name="Bytes">The bytes of its content.</param>
internal sealed record CustomSection(string Name, int Start, int Bytes);
