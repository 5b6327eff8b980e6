using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Diagnostics;

/// <summary>
/// The rules about legal contracts that are probably mistakes. A warning is about a failure when a guest calls, a suggestion
/// about a surprise for the author of a guest or of an implementation.
/// </summary>
internal static class Advice
{
    // Off unless a project asks for it: GuestOptions limits every call already.
    public static readonly DiagnosticDescriptor UnlimitedList = Rules.Describe(
        "NGX0018",
        "List has no limit of its own",
        "Only GuestOptions limits the number of items in '{0}'; add [MaxItems]",
        DiagnosticSeverity.Info,
        isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor OwnImport = Warning(
        "NGX0021",
        "Import is AssemblyScript's own",
        "'{0}' would define '{1}', which {2}'s own library imports; rename it with [WasmName]");

    public static readonly DiagnosticDescriptor UndeclaredError = Warning(
        "NGX0022",
        "Error is not declared",
        "'{0}' does not declare '{1}', so throwing it traps the guest; add [WasmErrors(typeof({1}))] to the interface");

    public static readonly DiagnosticDescriptor AttributeWithoutEffect = Warning(
        "NGX0023", "Attribute has no effect", "[{0}] has no effect here; {1}");

    public static readonly DiagnosticDescriptor ResourceNotHandedOut = Warning(
        "NGX0025", "Resource is never returned", "No guest can get a '{0}'; return it from a method of a [WasmImport] interface");

    public static readonly DiagnosticDescriptor ResourceNotReleased = Warning(
        "NGX0026",
        "Resource cannot be released",
        "Guests cannot release a '{0}', but the handles of an instance are limited; derive it from IDisposable");

    public static readonly DiagnosticDescriptor DisposeAsyncImport = Warning(
        "NGX0027",
        "Guests could dispose the host's object",
        "'{0}' exposes DisposeAsync as the import '{1}', and a guest could dispose an object in use; derive it from IDisposable instead");

    public static readonly DiagnosticDescriptor GuestNameDiffers = Suggestion(
        "NGX0028", "Stub uses another name", "The stub names '{0}' '{1}', because '{2}' {3}; rename it to choose a better name");

    public static readonly DiagnosticDescriptor DefaultNotInStub = Suggestion(
        "NGX0029",
        "Default value is not in the stub",
        "AssemblyScript has no constant for the default value of '{0}', so guests must pass it; "
        + "make it nullable, or add a method without it");

    public static readonly DiagnosticDescriptor PrefixWithoutSeparator = Warning(
        "NGX0030", "Prefix runs into the name", "The prefix '{0}' runs into the name after it, as in '{1}'; end it with '_'");

    public static readonly DiagnosticDescriptor AsyncVoid = Warning(
        "NGX0031",
        "Implementation is async void",
        "The guest does not wait for '{0}', and an exception in it ends the process; return a Task, here and in '{1}'");

    public static readonly DiagnosticDescriptor SpanInTask = Suggestion(
        "NGX0032",
        "Span is a parameter of a task's method",
        "No async method can implement '{0}', because of its parameter of type '{1}'; {2}");

    public static readonly DiagnosticDescriptor UnmarkedFlags = Suggestion(
        "NGX0033",
        "Enum looks like flags",
        "The values of '{0}' look like flags, but combining them traps the guest; add [Flags] if guests may combine them");

    public static readonly DiagnosticDescriptor NullabilityUnknown = Warning(
        "NGX0034",
        "Contract has no nullable annotations",
        "'{0}' has no nullable annotations, so null is rejected everywhere; add '#nullable enable' before it");

    public static readonly DiagnosticDescriptor NeverDisposed = Warning(
        "NGX0035",
        "Implementation for one instance is never disposed",
        "Each instance creates a '{0}' that is never disposed; register it with GuestContext.RegisterForDispose");

    public static readonly DiagnosticDescriptor HandedOutTwice = Warning(
        "NGX0036",
        "Host keeps a resource that it returns",
        "Releasing its handle disposes this '{0}', but the host still holds it; return a new object each time");

    public static readonly DiagnosticDescriptor NameWithoutPrefix = Suggestion(
        "NGX0038",
        "WasmName ignores the prefix",
        "'{0}' is the whole name of the import, without the prefix '{1}'; write '{1}{0}' to include it");

    public static readonly DiagnosticDescriptor PropertyLeftOut = Warning(
        "NGX0040",
        "Property does not cross",
        "The glue cannot use an accessor of '{0}', so guests do not see the property; make both accessors public, or remove one");

    public static readonly DiagnosticDescriptor StaleView = Warning(
        "NGX0042",
        "View is used after a call of the guest",
        "'{0}' is a view of the guest's memory, which '{1}' may have moved; copy it before that call, for example with ToArray()");

    public static readonly DiagnosticDescriptor LowerLimit = Warning(
        "NGX0043",
        "Limit is lower than recorded",
        "Guests of '{0}' could pass {1} in '{2}' of '{3}'{4}, and now only {5}; "
        + "{6}, or accept it with 'dotnet build -p:NgixiContracts=Accept'");

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        Rules.Describe(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Suggestion(string id, string title, string message) =>
        Rules.Describe(id, title, message, DiagnosticSeverity.Info);
}
