namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>The metadata names of what the parser looks for.</summary>
internal static class KnownNames
{
    public const string WasmImport = "Ngixi.Bindgen.WasmImportAttribute";
    public const string WasmExport = "Ngixi.Bindgen.WasmExportAttribute";
    public const string WasmName = "Ngixi.Bindgen.WasmNameAttribute";
    public const string WasmVersion = "Ngixi.Bindgen.WasmVersionAttribute";
    public const string WasmResource = "Ngixi.Bindgen.WasmResourceAttribute";
    public const string WasmErrors = "Ngixi.Bindgen.WasmErrorsAttribute";
    public const string WasmFilter = "Ngixi.Bindgen.WasmFilterAttribute";
    public const string MaxBytes = "Ngixi.Bindgen.MaxBytesAttribute";
    public const string MaxItems = "Ngixi.Bindgen.MaxItemsAttribute";
    public const string Fake = "Ngixi.Testing.FakeAttribute";
    public const string FakeBase = "Ngixi.Testing.Fake";
    public const string Secret = "Ngixi.Bindgen.SecretAttribute";
    public const string GuestException = "Ngixi.Bindgen.GuestException";
    public const string GuestContext = "Ngixi.Bindgen.GuestContext";

    public const string Flags = "System.FlagsAttribute";
}
