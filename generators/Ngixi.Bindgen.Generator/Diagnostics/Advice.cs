using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Diagnostics;

/// <summary>
/// What can be bound and is hardly meant. A warning is for what goes wrong when a guest calls, a suggestion for what its
/// author, or that of an implementation, stumbles over.
/// </summary>
internal static class Advice
{
    // Off unless a project asks for it: GuestOptions limits every call already.
    public static readonly DiagnosticDescriptor UnlimitedList = Rules.Describe(
        "NGX0018", "List has no limit of its own", "A guest may pass as many items in '{0}' as a call may have at all; limit them with [MaxItems]", DiagnosticSeverity.Info, isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor AssemblyScriptImport = Warning(
        "NGX0021", "Import is AssemblyScript's own", "'{0}' would be the import '{1}', which AssemblyScript's own library asks for; give it another name with [WasmName]");

    public static readonly DiagnosticDescriptor UndeclaredError = Warning(
        "NGX0022", "Error is not declared", "This stops the guest, which cannot handle it: '{0}' does not state it; add [WasmErrors(typeof({1}))] there");

    public static readonly DiagnosticDescriptor AttributeWithoutEffect = Warning(
        "NGX0023", "Attribute has no effect", "[{0}] has no effect here; {1}");

    public static readonly DiagnosticDescriptor ResourceNotHandedOut = Warning(
        "NGX0025", "Resource is never handed out", "No guest can ever have a '{0}'; return it from a method of a [WasmImport] interface");

    public static readonly DiagnosticDescriptor ResourceNotReleased = Warning(
        "NGX0026", "Resource cannot be released", "Guests cannot release a '{0}', and the handles of an instance are limited; derive it from IDisposable");

    public static readonly DiagnosticDescriptor DisposeAsyncImport = Warning(
        "NGX0027", "Guests could dispose the host's object", "DisposeAsync of '{0}' would be the import '{1}', with which guests dispose what is still in use; derive it from IDisposable alone");

    public static readonly DiagnosticDescriptor GuestNameDiffers = Suggestion(
        "NGX0028", "Guests call it by another name", "Guests call '{0}' '{1}', because '{2}' {3}; rename it to choose a better name");

    public static readonly DiagnosticDescriptor DefaultNotInStub = Suggestion(
        "NGX0029", "Default value is not in the stub", "The default value of '{0}' cannot be written in AssemblyScript, and guests must pass it, and all before it; add a method without it if they should not have to");

    public static readonly DiagnosticDescriptor PrefixWithoutSeparator = Warning(
        "NGX0030", "Prefix runs into the name", "The prefix '{0}' runs into the name after it, as in '{1}'; end it with '_'");

    public static readonly DiagnosticDescriptor AsyncVoid = Warning(
        "NGX0031", "Implementation is async void", "The guest goes on before '{0}' ends, and what it throws ends the process; return a Task, here and in '{1}'");

    public static readonly DiagnosticDescriptor SpanInTask = Suggestion(
        "NGX0032", "Span is a parameter of a task's method", "'{0}' cannot be implemented by an async method, which cannot take a '{1}'; {2}");

    public static readonly DiagnosticDescriptor UnmarkedFlags = Suggestion(
        "NGX0033", "Enum looks like flags", "The values of '{0}' look like flags, and a guest that combines them passes a bad argument; mark it with [Flags] if they are");

    public static readonly DiagnosticDescriptor NullabilityUnknown = Warning(
        "NGX0034", "Contract does not say what may be null", "'{0}' does not say what may be null, so nothing may, and a call with a null fails; put '#nullable enable' before it");

    public static readonly DiagnosticDescriptor NeverDisposed = Warning(
        "NGX0035", "Implementation for one instance is never disposed", "Each instance gets a '{0}' that nobody disposes; register it with RegisterForDispose of the GuestContext");

    public static readonly DiagnosticDescriptor HandedOutTwice = Warning(
        "NGX0036", "Host keeps an object that it hands out", "Whoever gets this '{0}' disposes it by releasing the handle, while the host keeps it; return a new object each time");

    public static readonly DiagnosticDescriptor NameWithoutPrefix = Suggestion(
        "NGX0038", "Import name leaves the prefix out", "'{0}' is the whole name, and the prefix '{1}' is not put before it; write '{1}{0}' if it belongs there");

    public static readonly DiagnosticDescriptor PropertyLeftOut = Warning(
        "NGX0040", "Property does not cross", "The glue cannot read and set '{0}', so no guest sees it; make both accessors public, or remove one");

    public static readonly DiagnosticDescriptor StaleView = Warning(
        "NGX0042", "View is used after a call of the guest", "'{0}' is a view of the guest's memory, which '{1}' may have moved; copy it before that call, for example with ToArray()");

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rules.Describe(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Suggestion(string id, string title, string message) => Rules.Describe(id, title, message, DiagnosticSeverity.Info);
}
