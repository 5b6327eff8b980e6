using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Lowering;

/// <summary>A field and its place.</summary>
/// <param name="Offset">Its offset in bytes.</param>
internal sealed record LoweredField(RecordField Source, Wire Wire, int Offset);

/// <summary>Fields one after the other, each at its natural alignment.</summary>
internal sealed record LoweredFields(EquatableArray<LoweredField> Items, MemoryLayout Layout);

/// <summary>A record as it lies in memory.</summary>
internal sealed record LoweredRecord(RecordDefinition Source, LoweredFields Fields);

/// <summary>A union as it lies in memory: the number of a case, from 0, and a pointer to it.</summary>
internal sealed record LoweredUnion(UnionDefinition Source, EquatableArray<LoweredRecord> Cases);

/// <summary>A resource: its methods take a handle first.</summary>
/// <param name="Release">The import that ends a handle, or null where the resource is not disposable.</param>
internal sealed record LoweredResource(ResourceInterface Source, EquatableArray<LoweredFunction> Functions, LoweredFunction? Release);

/// <summary>The types that an interface reaches.</summary>
internal sealed record LoweredTypes(
    EquatableArray<EnumDefinition> Enums, EquatableArray<LoweredRecord> Records, EquatableArray<LoweredUnion> Unions);

/// <summary>An interface of the host as imports of a core module.</summary>
internal sealed record LoweredImports(
    ImportInterface Source, EquatableArray<LoweredFunction> Functions, EquatableArray<LoweredResource> Resources, LoweredTypes Types)
{
    /// <summary>The module of what all stubs import, which no interface has.</summary>
    public const string SupportModule = "ngixi";
}

/// <summary>An interface of the guest as exports of a core module.</summary>
internal sealed record LoweredExports(ExportInterface Source, EquatableArray<LoweredExport> Functions, LoweredTypes Types);
