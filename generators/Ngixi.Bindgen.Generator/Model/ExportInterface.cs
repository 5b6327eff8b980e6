using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>One <c>[WasmExport]</c> interface: what a guest implements and the host calls.</summary>
/// <param name="GlueName">The class of the glue, beside the interface.</param>
/// <param name="IsComplete">Whether every method can be exported. Otherwise there is nothing that implements the interface.</param>
internal sealed record ExportInterface(
    TypeName Name,
    string GlueName,
    bool IsPublic,
    Obsolescence? Obsolete,
    bool IsComplete,
    EquatableArray<ExportMethod> Methods,
    EquatableArray<EnumDefinition> Enums,
    EquatableArray<RecordDefinition> Records,
    EquatableArray<UnionDefinition> Unions,
    Documentation Documentation);

/// <summary>One method, and the export that it becomes.</summary>
/// <param name="Method">The method; its import name is the export's.</param>
/// <param name="Arguments">The arguments as one block, or null where each is a wasm value.</param>
internal sealed record ExportMethod(ImportMethod Method, StoredFields? Arguments);
