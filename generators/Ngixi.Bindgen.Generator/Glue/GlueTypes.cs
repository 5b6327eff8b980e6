using System.Reflection;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>The types that glue uses and that are not the user's, by the names that it has for them.</summary>
internal static class GlueTypes
{
    public const string CallConvCdecl = DotNet + "Runtime.CompilerServices.CallConvCdecl";
    public const string CancellationToken = DotNet + "Threading.CancellationToken";
    public const string DateTimeOffset = DotNet + "DateTimeOffset";
    public const string DebuggerDisableUserUnhandledExceptions = DotNet + "Diagnostics.DebuggerDisableUserUnhandledExceptionsAttribute";
    public const string Exception = DotNet + "Exception";
    public const string ExcludeFromCodeCoverage = DotNet + "Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute";
    public const string Func = DotNet + "Func";
    public const string GeneratedCode = DotNet + "CodeDom.Compiler.GeneratedCodeAttribute";
    public const string Guid = DotNet + "Guid";
    public const string InvalidOperationException = DotNet + "InvalidOperationException";
    public const string IReadOnlyDictionary = DotNet + "Collections.Generic.IReadOnlyDictionary";
    public const string IReadOnlyList = DotNet + "Collections.Generic.IReadOnlyList";
    public const string Obsolete = DotNet + "ObsoleteAttribute";
    public const string ReadOnlyMemory = DotNet + "ReadOnlyMemory";
    public const string ReadOnlySpan = DotNet + "ReadOnlySpan";
    public const string Span = DotNet + "Span";
    public const string TimeSpan = DotNet + "TimeSpan";
    public const string UnmanagedCallersOnly = DotNet + "Runtime.InteropServices.UnmanagedCallersOnlyAttribute";
    public const string ValueTask = DotNet + "Threading.Tasks.ValueTask";

    public const string Instance = Native + "Instance";
    public const string Linker = Native + "Linker";
    public const string Module = Native + "Module";

    public const string ContractDifference = Bindgen + "ContractDifference";
    public const string ContractMismatchException = Bindgen + "ContractMismatchException";
    public const string GuestCaller = Bindgen + "GuestCaller";
    public const string GuestContext = Bindgen + "GuestContext";
    public const string GuestContract = Bindgen + "GuestContractAttribute";
    public const string GuestException = Bindgen + "GuestException";
    public const string GuestStub = Bindgen + "GuestStubAttribute";
    public const string GuestStubManifest = Bindgen + "GuestStubManifestAttribute";
    public const string IGuestClient = Bindgen + "IGuestClient";
    public const string WasmExportException = Bindgen + "WasmExportException";

    public const string BlockingScope = Runtime + "BlockingScope";
    public const string BlockReader = Runtime + "BlockReader";
    public const string BlockWriter = Runtime + "BlockWriter";
    public const string ExportContract = Runtime + "ExportContract";
    public const string GuestBlock = Runtime + "GuestBlock";
    public const string GuestCall = Runtime + "GuestCall";
    public const string GuestExport = Runtime + "GuestExport";
    public const string GuestExports = Runtime + "GuestExports";
    public const string GuestReader = Runtime + "GuestReader";
    public const string GuestResult = Runtime + "GuestResult";
    public const string GuestService = Runtime + "GuestService";
    public const string GuestText = Runtime + "GuestText";
    public const string HostCall = Runtime + "HostCall";
    public const string ImportBinder = Runtime + "ImportBinder";
    public const string ResultArea = Runtime + "ResultArea";
    public const string ValueSlot = Runtime + "ValueSlot";

    public const string ArrayLayout = Layouts + "ArrayLayout";
    public const string BooleanLayout = Layouts + "BooleanLayout";
    public const string ConvertedLayout = Layouts + "ConvertedLayout";
    public const string DictionaryLayout = Layouts + "DictionaryLayout";
    public const string DurationLayout = Layouts + "DurationLayout";
    public const string EnumKeys = Layouts + "EnumKeys";
    public const string EnumLayout = Layouts + "EnumLayout";
    public const string GuidLayout = Layouts + "GuidLayout";
    public const string IMemoryLayout = Layouts + "IMemoryLayout";
    public const string InstantLayout = Layouts + "InstantLayout";
    public const string ItemsLayout = Layouts + "ItemsLayout";
    public const string KeyedDictionaryLayout = Layouts + "KeyedDictionaryLayout";
    public const string ListLayout = Layouts + "ListLayout";
    public const string NullableLayout = Layouts + "NullableLayout";
    public const string NullableRecordLayout = Layouts + "NullableRecordLayout";
    public const string NullableStructLayout = Layouts + "NullableStructLayout";
    public const string NullableValueLayout = Layouts + "NullableValueLayout";
    public const string NumberKeys = Layouts + "NumberKeys";
    public const string NumberLayout = Layouts + "NumberLayout";
    public const string NumberListLayout = Layouts + "NumberListLayout";
    public const string OptionalLayout = Layouts + "OptionalLayout";
    public const string ReadOnlyMemoryLayout = Layouts + "ReadOnlyMemoryLayout";
    public const string StringLayout = Layouts + "StringLayout";

    private const string DotNet = "global::System.";
    private const string Native = "global::Wasmtime.";
    private const string Bindgen = "global::Ngixi.Bindgen.";
    private const string Runtime = Bindgen + "Runtime.";
    private const string Layouts = Runtime + "Layouts.";
    private const string Conversions = Runtime + "Conversions.";

    /// <summary>Gets all of them, as metadata names them.</summary>
    public static IReadOnlyList<string> MetadataNames { get; } =
    [
        .. typeof(GlueTypes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => ((string)field.GetRawConstantValue()).Substring("global::".Length) + ArityOf(field.Name))
            .Concat(TypeConversions.All.SelectMany(MetadataNamesOf))
            .Distinct()
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>Gets the namespaces that they are in, and those around these.</summary>
    public static IReadOnlyList<string> Namespaces { get; } =
    [
        .. MetadataNames.SelectMany(NamespacesOf).Distinct().OrderBy(name => name, StringComparer.Ordinal),
    ];

    private static string ArityOf(string name) => name switch
    {
        nameof(ConvertedLayout) or nameof(KeyedDictionaryLayout) => "`4",
        nameof(Func) or nameof(IReadOnlyDictionary) or nameof(DictionaryLayout) or nameof(ItemsLayout) or nameof(ListLayout)
            or nameof(NullableLayout) or nameof(NullableRecordLayout) or nameof(NullableStructLayout) or nameof(NullableValueLayout)
            or nameof(OptionalLayout) =>
                "`2",
        nameof(IReadOnlyList) or nameof(ReadOnlyMemory) or nameof(ReadOnlySpan) or nameof(Span) or nameof(GuestException)
            or nameof(IGuestClient)
            or nameof(ArrayLayout) or nameof(EnumKeys) or nameof(EnumLayout) or nameof(IMemoryLayout) or nameof(NumberKeys)
            or nameof(NumberLayout) or nameof(NumberListLayout) or nameof(ReadOnlyMemoryLayout) =>
                "`1",
        _ => "",
    };

    /// <summary>Names a type that crosses by conversion, without type arguments.</summary>
    public static string Converted(TypeConversion conversion) =>
        conversion.Type == "System.Decimal" ? "decimal" : $"global::{conversion.Type}";

    /// <summary>Names the struct that converts, without type arguments.</summary>
    public static string Converter(TypeConversion conversion) => Conversions + conversion.Converter;

    private static IEnumerable<string> MetadataNamesOf(TypeConversion conversion)
    {
        bool isGeneric = conversion.Collection is not null;
        string type = conversion.Collection == CollectionBase.Dictionary ? "`2"
            : isGeneric || conversion == TypeConversions.Characters ? "`1"
            : "";
        yield return conversion.Type + type;
        string converter = conversion.Collection == CollectionBase.Dictionary ? "`2" : isGeneric ? "`1" : "";
        yield return Converter(conversion).Substring("global::".Length) + converter;
    }

    private static IEnumerable<string> NamespacesOf(string name)
    {
        for (int dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            yield return name.Substring(0, dot);
        }
    }
}
