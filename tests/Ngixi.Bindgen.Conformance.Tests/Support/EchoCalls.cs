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

    /// <summary>Calls the method as data. It has ended when this returns: the guest is here.</summary>
    public static object? Call(this IEchoGuest echo, string name, object? value)
    {
        object task = name switch
        {
            nameof(IEcho.Characters) => echo.CharactersAsync((string)value!).AsTask(),
            nameof(IEcho.ByteSpan) => echo.ByteSpanAsync((byte[])value!).AsTask(),
            _ => typeof(IEchoGuest)
                .GetMethod($"{name}Async")!
                .Invoke(echo, BindingFlags.DoNotWrapExceptions, null, [value, CancellationToken.None], null)!,
        };
        return task.GetType().GetProperty("Result")!.GetValue(task);
    }
}
