using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Generator.Diagnostics;

/// <summary>The rules of contracts. Each is an error: the generator cannot bind a contract that breaks it.</summary>
internal static class Rules
{
    private const string HelpLink = "https://github.com/ngixi/bindgen/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor UnsupportedType = Rule(
        "NGX0001", "Type cannot cross to a guest", "'{0}' cannot cross to a guest; {1}");

    public static readonly DiagnosticDescriptor PassedByReference = Rule(
        "NGX0002", "Value is passed by reference", "{0} is passed by '{1}', but host and guest share no variables; {2}");

    public static readonly DiagnosticDescriptor Generic = Rule(
        "NGX0003", "Contract is generic", "'{0}' {1}");

    public static readonly DiagnosticDescriptor NotAMethod = Rule(
        "NGX0004", "Member cannot cross", "'{0}' {1}");

    public static readonly DiagnosticDescriptor DuplicateImportName = Rule(
        "NGX0005", "Import name is taken", "'{0}' and '{3}' have the same {1} name, '{2}'; rename one of them with [WasmName]");

    public static readonly DiagnosticDescriptor InvalidName = Rule(
        "NGX0006", "Import name is not usable", "'{0}' is not a valid {1}; {2}");

    public static readonly DiagnosticDescriptor UnsafeCodeNotAllowed = Rule(
        "NGX0007",
        "Unsafe code is not allowed",
        "The glue of '{0}' uses pointers; set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");

    public static readonly DiagnosticDescriptor NotAccessible = Rule(
        "NGX0008", "Interface is not accessible", "The glue cannot access '{0}'; make it and the types around it internal or public");

    public static readonly DiagnosticDescriptor DuplicateStubName = Rule(
        "NGX0009", "Stub name is taken", "'{0}' and {2} would both generate the stub '{1}'; rename '{0}'");

    public static readonly DiagnosticDescriptor ResourceInTwoModules = Rule(
        "NGX0010",
        "Resource is returned in two modules",
        "Interfaces of the modules {1} return '{0}'; name the module of its imports with [WasmResource(…, Module = …)]");

    public static readonly DiagnosticDescriptor InvalidMaxBytes = Rule(
        "NGX0011", "MaxBytes does not fit", "[MaxBytes] on '{0}' {1}");

    public static readonly DiagnosticDescriptor InvalidErrors = Rule(
        "NGX0012",
        "Errors are not an enum of codes",
        "[WasmErrors] of '{0}' must name an enum of at most 32 bits with values from 0 to 2,147,483,646");

    public static readonly DiagnosticDescriptor BreaksGuests = Rule(
        "NGX0013",
        "Contract breaks guests",
        "Guests were built for '{0}'{1}; {2}, or accept the break with 'dotnet build -p:NgixiContracts=Accept'");

    public static readonly DiagnosticDescriptor InvalidVersion = Rule(
        "NGX0014", "WasmVersion does not fit", "[WasmVersion] of '{0}' must be 2 or more; a method without it is version 1");

    public static readonly DiagnosticDescriptor UnreadableContractFile = Rule(
        "NGX0015",
        "Contract file cannot be read",
        "The contract file cannot be read: {0}; "
        + "restore it, or delete it and record the contracts with 'dotnet build -p:NgixiContracts=Write'");

    public static readonly DiagnosticDescriptor InvalidMaxItems = Rule(
        "NGX0016", "MaxItems does not fit", "[MaxItems] on '{0}' {1}");

    public static readonly DiagnosticDescriptor InvalidExport = Rule(
        "NGX0017", "Interface cannot be exported by a guest", "'{0}' cannot be exported by a guest: {1}");

    public static readonly DiagnosticDescriptor ImportAndResource = Rule(
        "NGX0024",
        "Interface is both import and resource",
        "'{0}' has both [WasmImport] and [WasmResource]; "
        + "keep [WasmImport] to define it on a linker, or [WasmResource] to return its objects from a method");

    public static readonly DiagnosticDescriptor LanguageTooOld = Rule(
        "NGX0037",
        "Language version is too old",
        "The glue of '{0}' needs C# 12, but the project uses C# {1}; remove <LangVersion>, or set it to 12 or later");

    public static readonly DiagnosticDescriptor NameIsHidden = Rule(
        "NGX0039", "Glue cannot name a type", "The glue of '{0}' uses '{1}', but {2}");

    public static readonly DiagnosticDescriptor GeneratorFailed = Rule(
        "NGX0041",
        "Generator failed",
        "Ngixi.Bindgen failed at '{0}' and generated nothing for it; please report the interface with this exception: {1}");

    public static readonly DiagnosticDescriptor InvalidFilter = Rule(
        "NGX0044", "WasmFilter does not fit", "[WasmFilter] of '{0}' cannot be asked: {1}");

    public static readonly DiagnosticDescriptor InvalidFake = Rule(
        "NGX0045", "Class cannot be a fake", "'{0}' cannot be a fake: {1}");

    /// <summary>Reports a rule. Its arguments may have text of attributes, and are escaped.</summary>
    public static Diagnostic At(this DiagnosticDescriptor rule, Location? location, params object[] arguments) =>
        Diagnostic.Create(rule, location, [.. arguments.Select(argument => argument is string text ? Quoted.Escape(text) : argument)]);

    /// <summary>A rule with a page of its own.</summary>
    public static DiagnosticDescriptor Describe(
        string id, string title, string message, DiagnosticSeverity severity, bool isEnabledByDefault = true) =>
        new(id, title, message, "Ngixi.Bindgen", severity, isEnabledByDefault, helpLinkUri: $"{HelpLink}{id}.md");

    private static DiagnosticDescriptor Rule(string id, string title, string message) =>
        Describe(id, title, message, DiagnosticSeverity.Error);
}
