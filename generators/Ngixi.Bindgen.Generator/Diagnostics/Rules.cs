using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Generator.Diagnostics;

/// <summary>What a contract must keep to. Each rule is an error: what it forbids cannot be bound.</summary>
internal static class Rules
{
    private const string HelpLink = "https://github.com/ngixi/bindgen/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor UnsupportedType = Rule(
        "NGX0001", "Type cannot cross to a guest", "'{0}' cannot cross to a guest; {1}");

    public static readonly DiagnosticDescriptor PassedByReference = Rule(
        "NGX0002", "Value is passed by reference", "{0} is passed by '{1}', and host and guest share no variables; {2}");

    public static readonly DiagnosticDescriptor Generic = Rule(
        "NGX0003", "Contract is generic", "'{0}' {1}");

    public static readonly DiagnosticDescriptor NotAMethod = Rule(
        "NGX0004", "Member cannot cross", "'{0}' {1}");

    public static readonly DiagnosticDescriptor DuplicateImportName = Rule(
        "NGX0005", "Import name is taken", "'{0}' would be the {1} '{2}', which '{3}' is already; give one of them another name with [WasmName]");

    public static readonly DiagnosticDescriptor InvalidName = Rule(
        "NGX0006", "Import name is not usable", "'{0}' cannot be {1}; {2}");

    public static readonly DiagnosticDescriptor UnsafeCodeNotAllowed = Rule(
        "NGX0007", "Unsafe code is not allowed", "The glue of '{0}' uses pointers; set <AllowUnsafeBlocks>true</AllowUnsafeBlocks> in the project file");

    public static readonly DiagnosticDescriptor NotAccessible = Rule(
        "NGX0008", "Interface is not accessible", "'{0}' cannot be seen by the glue beside it; make it, and the types around it, internal or public");

    public static readonly DiagnosticDescriptor DuplicateStubName = Rule(
        "NGX0009", "Stub name is taken", "'{0}' would have the stub '{1}', {2}; rename it");

    public static readonly DiagnosticDescriptor ResourceInTwoModules = Rule(
        "NGX0010", "Resource is handed out in two modules", "'{0}' is handed out by interfaces of the modules {1}; name the one for its imports with [WasmResource(…, Module = …)]");

    public static readonly DiagnosticDescriptor InvalidMaxBytes = Rule(
        "NGX0011", "MaxBytes does not fit", "[MaxBytes] on '{0}' {1}");

    public static readonly DiagnosticDescriptor InvalidErrors = Rule(
        "NGX0012", "Errors are not an enum of codes", "[WasmErrors] of '{0}' must name an enum of at most 32 bits whose values are 0 to 2,147,483,646");

    public static readonly DiagnosticDescriptor BreaksGuests = Rule(
        "NGX0013", "Contract breaks guests", "Guests were built for '{0}'{1}; {2}, or accept the break with 'dotnet build -p:NgixiContracts=Accept'");

    public static readonly DiagnosticDescriptor InvalidVersion = Rule(
        "NGX0014", "WasmVersion does not fit", "[WasmVersion] of '{0}' must be 2 or more: a method without it is version 1");

    public static readonly DiagnosticDescriptor UnreadableContractFile = Rule(
        "NGX0015", "Contract file cannot be read", "The contract file cannot be read: {0}; restore it, or delete it and record the contracts with 'dotnet build -p:NgixiContracts=Write'");

    public static readonly DiagnosticDescriptor InvalidMaxItems = Rule(
        "NGX0016", "MaxItems does not fit", "[MaxItems] on '{0}' {1}");

    public static readonly DiagnosticDescriptor InvalidExport = Rule(
        "NGX0017", "Interface cannot be exported by a guest", "'{0}' cannot be exported by a guest: {1}");

    public static readonly DiagnosticDescriptor ImportAndResource = Rule(
        "NGX0024", "Interface is both import and resource", "'{0}' is marked with both [WasmImport] and [WasmResource]; keep [WasmImport] when the host defines it on a linker, [WasmResource] when a method hands its objects out");

    public static readonly DiagnosticDescriptor LanguageTooOld = Rule(
        "NGX0037", "Language version is too old", "The glue of '{0}' is written in C# 12, and the project is compiled as C# {1}; remove <LangVersion> from the project file, or set it to 12 or later");

    public static readonly DiagnosticDescriptor NameIsHidden = Rule(
        "NGX0039", "Glue cannot name a type", "The glue of '{0}' uses '{1}', and {2}");

    public static readonly DiagnosticDescriptor GeneratorFailed = Rule(
        "NGX0041", "Generator failed", "Ngixi.Bindgen failed at '{0}' and made nothing for it; please report this with the interface: {1}");

    /// <summary>Reports a rule. Its arguments may have text of attributes, and are escaped.</summary>
    public static Diagnostic At(this DiagnosticDescriptor rule, Location? location, params object[] arguments) =>
        Diagnostic.Create(rule, location, [.. arguments.Select(argument => argument is string text ? Quoted.Escape(text) : argument)]);

    /// <summary>A rule with a page of its own.</summary>
    public static DiagnosticDescriptor Describe(string id, string title, string message, DiagnosticSeverity severity, bool isEnabledByDefault = true) =>
        new(id, title, message, "Ngixi.Bindgen", severity, isEnabledByDefault, helpLinkUri: $"{HelpLink}{id}.md");

    private static DiagnosticDescriptor Rule(string id, string title, string message) => Describe(id, title, message, DiagnosticSeverity.Error);
}
