namespace Ngixi.Hosting;

/// <summary>
/// How large a module may be, for all that a host loads. It bounds the time and memory of compilation, which cannot be ended. A module
/// beyond one is refused before it is compiled.
/// </summary>
public sealed record ModuleBounds
{
    /// <summary>Gets the bytes of a module; 10 MiB by default.</summary>
    public long Bytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Gets the functions of its own; 50,000 by default.</summary>
    public long Functions { get; init; } = 50_000;

    /// <summary>Gets the bytes of one function's body; 256 KiB by default. The time to compile one grows faster than its size.</summary>
    public long BodyBytes { get; init; } = 256 * 1024;

    /// <summary>Gets the imports, with the markers of contracts; 1,000 by default.</summary>
    public long Imports { get; init; } = 1_000;

    /// <summary>Gets the exports, with the markers of contracts; 1,000 by default.</summary>
    public long Exports { get; init; } = 1_000;

    /// <summary>Gets the bytes of the names of imports and exports together; 1 MiB by default.</summary>
    public long NameBytes { get; init; } = 1024 * 1024;

    /// <summary>Gets the types of functions; 10,000 by default.</summary>
    public long Types { get; init; } = 10_000;

    /// <summary>Gets the globals of its own; 10,000 by default.</summary>
    public long Globals { get; init; } = 10_000;

    /// <summary>Gets the segments of elements, and those of data, each; 10,000 by default.</summary>
    public long Segments { get; init; } = 10_000;

    /// <summary>Gets the bytes of data; 8 MiB by default.</summary>
    public long DataBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// Gets the bytes of custom sections, such as names and debug information; 1 MiB by default. A build without them is as good to run.
    /// </summary>
    public long CustomBytes { get; init; } = 1024 * 1024;
}
