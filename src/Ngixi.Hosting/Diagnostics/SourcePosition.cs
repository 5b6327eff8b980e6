namespace Ngixi.Hosting.Diagnostics;

/// <summary>A place in the source of a guest.</summary>
/// <param name="File">The file, as the guest's compiler knew it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1; 0 for none.</param>
internal readonly record struct SourcePosition(string File, int Line, int Column);
