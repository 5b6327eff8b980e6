using System.Reflection;
using Ngixi.Bindgen.Conformance.Tests.Contracts;

namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>Calls a method of the table that a guest exports.</summary>
internal static class EchoCalls
{
    public static object? Call(this IEcho echo, string name, object? value) => name switch
    {
        // Reflection passes no spans.
        nameof(IEcho.Characters) => echo.Characters((string)value!),
        nameof(IEcho.ByteSpan) => echo.ByteSpan((byte[])value!),
        _ => typeof(IEcho).GetMethod(name)!.Invoke(echo, BindingFlags.DoNotWrapExceptions, null, [value], null),
    };
}
