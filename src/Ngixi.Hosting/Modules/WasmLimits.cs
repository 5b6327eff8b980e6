namespace Ngixi.Hosting.Modules;

/// <summary>The declared size of a memory, in pages, or a table, in elements.</summary>
/// <param name="Least">What it has at first.</param>
/// <param name="Most">What it may grow to; null for no bound.</param>
/// <param name="PageBytes">The bytes of a page; 0 for a table.</param>
internal readonly record struct WasmLimits(ulong Least, ulong? Most, ulong PageBytes);
