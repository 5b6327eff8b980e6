namespace Ngixi.Hosting.Modules;

/// <summary>What a module says of itself, read without compiling it.</summary>
internal sealed class WasmModule
{
    /// <summary>Gets the bytes of the whole.</summary>
    public required int Bytes { get; init; }

    /// <summary>Gets the imports; none where there are more than the bounds allow.</summary>
    public List<WasmImport> Imports { get; } = [];

    /// <summary>Gets or sets how many imports there are.</summary>
    public long ImportCount { get; set; }

    /// <summary>Gets the exports; none where there are more than the bounds allow.</summary>
    public List<WasmExport> Exports { get; } = [];

    /// <summary>Gets or sets how many exports there are.</summary>
    public long ExportCount { get; set; }

    /// <summary>Gets the memories, imported and own.</summary>
    public List<WasmLimits> Memories { get; } = [];

    /// <summary>Gets the tables, imported and own.</summary>
    public List<WasmLimits> Tables { get; } = [];

    /// <summary>Gets the first 1,000 custom sections.</summary>
    public List<CustomSection> CustomSections { get; } = [];

    /// <summary>Gets or sets where the content of the section with its code begins; 0 where there is none.</summary>
    public int CodeStart { get; set; }

    /// <summary>Gets or sets whether it has a function that instantiation runs.</summary>
    public bool HasStart { get; set; }

    /// <summary>Gets or sets the functions of its own.</summary>
    public long Functions { get; set; }

    public long Types { get; set; }

    public long Globals { get; set; }

    public long Elements { get; set; }

    public long DataSegments { get; set; }

    public long DataBytes { get; set; }

    /// <summary>Gets or sets the bytes of the names of imports and exports.</summary>
    public long NameBytes { get; set; }

    /// <summary>Gets or sets the bytes of the largest body of a function.</summary>
    public long LargestBody { get; set; }

    /// <summary>Gets or sets the number of the function with the largest body, imports counted.</summary>
    public long LargestFunction { get; set; }

    public long CustomBytes { get; set; }

    /// <summary>Gets the content of a custom section.</summary>
    /// <param name="name">Its name; of several with it the last counts.</param>
    /// <param name="wasm">The module.</param>
    /// <returns>The content; nothing where there is no such section.</returns>
    public ReadOnlySpan<byte> ContentOf(string name, ReadOnlySpan<byte> wasm) =>
        CustomSections.FindLast(section => section.Name == name) is { } found ? wasm.Slice(found.Start, found.Bytes) : [];
}
