using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>How the glue names types: short, or whole where a type of the user hides a short name.</summary>
internal sealed class GlueNames(string currentNamespace, bool qualify)
{
    private static readonly Dictionary<string, string> Namespaces = new(StringComparer.Ordinal)
    {
        ["BlockingScope"] = "Ngixi.Bindgen.Runtime",
        ["CallConvCdecl"] = "System.Runtime.CompilerServices",
        ["DateTimeOffset"] = "System",
        ["Exception"] = "System",
        ["Func"] = "System",
        ["GeneratedCode"] = "System.CodeDom.Compiler",
        ["GuestContext"] = "Ngixi.Bindgen",
        ["GuestException"] = "Ngixi.Bindgen",
        ["GuestText"] = "Ngixi.Bindgen.Runtime",
        ["Guid"] = "System",
        ["HostCall"] = "Ngixi.Bindgen.Runtime",
        ["ImportBinder"] = "Ngixi.Bindgen.Runtime",
        ["Linker"] = "Wasmtime",
        ["ReadOnlyMemory"] = "System",
        ["ReadOnlySpan"] = "System",
        ["ResultArea"] = "Ngixi.Bindgen.Runtime",
        ["Span"] = "System",
        ["TimeSpan"] = "System",
        ["UnmanagedCallersOnly"] = "System.Runtime.InteropServices",
        ["ValueSlot"] = "Ngixi.Bindgen.Runtime",
    };

    /// <summary>Names a type that is not the user's.</summary>
    public string this[string type] => qualify ? $"global::{Namespaces[type]}.{type}" : type;

    public string Attribute(string type) => qualify ? $"global::{Namespaces[type]}.{type}Attribute" : type;

    /// <summary>Names a type of the user.</summary>
    public string Type(TypeName type) => CSharpText.TypeReference(type, currentNamespace);
}
