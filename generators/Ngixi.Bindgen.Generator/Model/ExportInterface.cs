using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>One <c>[WasmExport]</c> interface: what a guest implements and the host calls.</summary>
/// <param name="GlueName">The class of the glue, beside the interface.</param>
/// <param name="ClientName">The asynchronous interface beside it, or null where there is none.</param>
/// <param name="IsComplete">Whether every method can be exported. Otherwise there is nothing that implements the interface.</param>
internal sealed record ExportInterface(
    TypeName Name,
    string GlueName,
    string? ClientName,
    bool IsPublic,
    Obsolescence? Obsolete,
    bool IsComplete,
    EquatableArray<ImportMethod> Methods,
    EquatableArray<EnumDefinition> Enums,
    EquatableArray<RecordDefinition> Records,
    EquatableArray<UnionDefinition> Unions,
    Documentation Documentation);
