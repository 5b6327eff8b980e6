using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>The types that glue names short, for the sake of its reader, as long as nothing of the user's hides them.</summary>
internal static class ShortNames
{
    /// <summary>The types by name, with their namespaces.</summary>
    public static readonly IReadOnlyDictionary<string, string> Namespaces = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ArrayLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["BlockWriter"] = "Ngixi.Bindgen.Runtime",
        ["BlockingScope"] = "Ngixi.Bindgen.Runtime",
        ["BooleanLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["CallConvCdecl"] = "System.Runtime.CompilerServices",
        ["ContractDifference"] = "Ngixi.Bindgen",
        ["ContractMismatchException"] = "Ngixi.Bindgen",
        ["DateTimeOffset"] = "System",
        ["DictionaryLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["DurationLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["EnumLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["Exception"] = "System",
        ["ExportContract"] = "Ngixi.Bindgen.Runtime",
        ["Func"] = "System",
        ["GeneratedCodeAttribute"] = "System.CodeDom.Compiler",
        ["GuestCall"] = "Ngixi.Bindgen.Runtime",
        ["GuestContext"] = "Ngixi.Bindgen",
        ["GuestContractAttribute"] = "Ngixi.Bindgen",
        ["GuestException"] = "Ngixi.Bindgen",
        ["GuestExport"] = "Ngixi.Bindgen.Runtime",
        ["GuestExports"] = "Ngixi.Bindgen.Runtime",
        ["GuestReader"] = "Ngixi.Bindgen.Runtime",
        ["GuestText"] = "Ngixi.Bindgen.Runtime",
        ["Guid"] = "System",
        ["GuidLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["HostCall"] = "Ngixi.Bindgen.Runtime",
        ["IMemoryLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["IReadOnlyDictionary"] = "System.Collections.Generic",
        ["IReadOnlyList"] = "System.Collections.Generic",
        ["ImportBinder"] = "Ngixi.Bindgen.Runtime",
        ["Instance"] = "Wasmtime",
        ["InstantLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["ItemsLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["Linker"] = "Wasmtime",
        ["ListLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["NullableLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["NullableRecordLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["NullableStructLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["NumberLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["NumberListLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["OptionalLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["ReadOnlyMemory"] = "System",
        ["ReadOnlyMemoryLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["ReadOnlySpan"] = "System",
        ["ResultArea"] = "Ngixi.Bindgen.Runtime",
        ["Span"] = "System",
        ["StringLayout"] = "Ngixi.Bindgen.Runtime.Layouts",
        ["TimeSpan"] = "System",
        ["UnmanagedCallersOnlyAttribute"] = "System.Runtime.InteropServices",
        ["ValueSlot"] = "Ngixi.Bindgen.Runtime",
        ["WasmExportException"] = "Ngixi.Bindgen",
    };

    /// <summary>Gets whether a namespace around the interface has a type of one of these names.</summary>
    public static bool AreHidden(INamedTypeSymbol symbol)
    {
        for (INamespaceSymbol? current = symbol.ContainingNamespace; current is not null; current = current.ContainingNamespace)
        {
            foreach (string type in Namespaces.Keys)
            {
                foreach (INamedTypeSymbol found in current.GetTypeMembers(type))
                {
                    if (SymbolEqualityComparer.Default.Equals(found.ContainingAssembly, symbol.ContainingAssembly))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }
}
