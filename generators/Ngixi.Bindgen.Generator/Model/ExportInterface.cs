using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>One <c>[WasmExport]</c> interface: what a guest implements and the host calls.</summary>
/// <param name="QualifyNames">Whether a type of the user hides a name that the glue would otherwise use short.</param>
internal sealed record ExportInterface(
    TypeName Name,
    bool IsPublic,
    bool QualifyNames,
    EquatableArray<ExportMethod> Methods,
    EquatableArray<EnumDefinition> Enums,
    EquatableArray<RecordDefinition> Records,
    EquatableArray<UnionDefinition> Unions,
    Documentation Documentation);

/// <summary>One method, and the export that it becomes.</summary>
/// <param name="Method">The method; its import name is the export's.</param>
/// <param name="Arguments">The arguments as one block, or null where each is a wasm value.</param>
internal sealed record ExportMethod(ImportMethod Method, StoredFields? Arguments);
