using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Ngixi.Bindgen.Runtime.Conversions;

/// <summary>How a type of .NET crosses as another (docs/abi.md, Converted types). For generated code.</summary>
/// <typeparam name="T">The type of the host.</typeparam>
/// <typeparam name="TBase">The type that it crosses as.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IConversion<T, TBase>
{
    /// <summary>Converts a value of a guest.</summary>
    /// <param name="value">The value.</param>
    /// <param name="converted">The value for the host.</param>
    /// <param name="reason">Why there is none, for the error.</param>
    /// <returns>Whether there is one.</returns>
    static abstract bool TryRead(TBase value, [MaybeNullWhen(false)] out T converted, [NotNullWhen(false)] out string? reason);

    /// <summary>Converts a value of the host.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the value in errors.</param>
    /// <returns>The value for the guest.</returns>
    static abstract TBase Write(T value, string name);
}
