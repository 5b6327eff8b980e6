using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Names a type to use in place of one that cannot cross.</summary>
internal static class TypeHints
{
    private const string Supported =
        "use a bool, number, char, string, enum, Guid, Uri, a date or a time, record, union, array, span, list, set, "
        + "IReadOnlyDictionary<string, T>, or an interface with [WasmResource]";

    private const string List = "use an IReadOnlyList<T> or an array";
    private const string Set = "use an IReadOnlySet<T> or a HashSet<T>";
    private const string Text = "use a string";

    /// <summary>The hints by the name of a type of .NET.</summary>
    private static readonly Dictionary<string, string> Hints = new(StringComparer.Ordinal)
    {
        ["System.Numerics.BigInteger"] = "use an Int128, a string, or a byte[]",
        ["System.Numerics.Complex"] = "use a record of two doubles",
        ["System.IntPtr"] = "its size differs between host and guest; use an int or a long",
        ["System.UIntPtr"] = "its size differs between host and guest; use a uint or a ulong",
        ["System.Text.StringBuilder"] = Text,
        ["System.Text.Rune"] = "use a string, or an int",
        ["System.Globalization.CultureInfo"] = "use a string, such as its Name",
        ["System.Net.IPAddress"] = Text,
        ["System.Text.RegularExpressions.Regex"] = Text,
        ["System.Type"] = "use a string, or an enum",
        ["System.Exception"] = "declare an enum of errors with [WasmErrors]",
        ["System.Threading.CancellationToken"] = "remove it; only methods that guests import can be cancelled",
        ["Ngixi.Bindgen.GuestContext"] = "remove it; only methods that guests import have a context",
        ["System.Object"] = "use a union: an abstract record with sealed records nested in it",
        ["System.Index"] = "use an int",
        ["System.Range"] = "use two ints",
        ["System.Memory"] = "use a ReadOnlyMemory<T> to take a copy, or a Span<T> to write to",
        ["System.ArraySegment"] = "use a ReadOnlyMemory<T>",
        ["System.Buffers.ReadOnlySequence"] = "use a ReadOnlyMemory<T>",
        ["System.Lazy"] = "use the value itself",
        ["System.Tuple"] = "use a record, or return a tuple such as (int, string)",
        ["System.ValueTuple"] = "use the value itself",
        ["System.IProgress"] = "hand out an interface with [WasmResource] that the guest calls",
        ["System.IO.Stream"] = "use a ReadOnlyMemory<byte>, or hand out an interface with [WasmResource] and int Read(Span<byte> buffer)",
        ["System.IO.FileInfo"] = "use a string of the path",
        ["System.IO.DirectoryInfo"] = "use a string of the path",
        ["System.Collections.Generic.KeyValuePair"] = "use a record",
        ["System.Collections.Generic.IAsyncEnumerable"] =
            "hand out an interface with [WasmResource] and a Next() that returns null at the end",
        ["System.Collections.Generic.IList"] = List,
        ["System.Collections.Generic.ICollection"] = List,
        ["System.Collections.Generic.IEnumerable"] = List,
        ["System.Collections.Generic.IReadOnlyCollection"] = List,
        ["System.Collections.Generic.ISet"] = Set,
        ["System.Collections.Generic.Queue"] = List,
        ["System.Collections.Generic.Stack"] = List,
        ["System.Collections.Immutable.ImmutableList"] = List,
        ["System.Collections.Immutable.ImmutableHashSet"] = Set,
        ["System.Collections.Generic.SortedSet"] = Set,
        ["System.Collections.Frozen.FrozenSet"] = Set,
    };

    public static string For(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named when Hints.TryGetValue(named.ToTypeName().Full, out string? hint) => hint,
        INamedTypeSymbol { TypeArguments.Length: 2 } named when IsDictionary(named) => "use an IReadOnlyDictionary<string, T>",
        INamedTypeSymbol named when named.ToTypeName().Namespace.StartsWith("System.Text.Json", StringComparison.Ordinal) =>
            "use a string of JSON, or a record",
        { TypeKind: TypeKind.Dynamic } => Hints["System.Object"],
        { TypeKind: TypeKind.Delegate } => "a guest cannot hold a host's function; hand out an interface with [WasmResource]",
        IArrayTypeSymbol => "use an array of one dimension, or a record with its sizes",
        { TypeKind: TypeKind.Interface } when !type.IsOfSystem() =>
            "mark the interface with [WasmResource] to hand its objects out by handle",
        { TypeKind: TypeKind.Struct } when !type.IsOfSystem() => "make it a record struct, or give it properties with setters",
        { TypeKind: TypeKind.Class } when !type.IsOfSystem() =>
            type.AllInterfaces.FirstOrDefault(implemented => implemented.FindAttribute(KnownNames.WasmResource) is not null) is { } resource
                ? $"use '{resource.Name}'"
                : "make it a record, or a class of its own with properties to set and a constructor without parameters",
        _ => Supported,
    };

    private static bool IsDictionary(INamedTypeSymbol type) =>
        type.Name.EndsWith("Dictionary", StringComparison.Ordinal)
        && type.ToTypeName().Namespace.StartsWith("System.Collections", StringComparison.Ordinal);
}
