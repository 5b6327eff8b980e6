using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ngixi.Capabilities;

/// <summary>A value that a guest gives to a property of a log event, or to an attribute of a span.</summary>
public abstract record AttributeValue
{
    /// <summary>No attributes.</summary>
    internal static readonly IReadOnlyDictionary<string, AttributeValue> None = FrozenDictionary<string, AttributeValue>.Empty;

    private AttributeValue()
    {
    }

    /// <summary>Text.</summary>
    /// <param name="Value">The text; what is longer than the host allows is cut.</param>
    public sealed record Text(string Value) : AttributeValue;

    /// <summary>A whole number.</summary>
    /// <param name="Value">The number.</param>
    [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "Guests see it.")]
    public sealed record Integer(long Value) : AttributeValue;

    /// <summary>A number.</summary>
    /// <param name="Value">The number; NaN and the infinities are shown as text.</param>
    public sealed record Number(double Value) : AttributeValue;

    /// <summary>True or false.</summary>
    /// <param name="Value">Which of the two.</param>
    public sealed record Boolean(bool Value) : AttributeValue;

    /// <summary>Gets the UTF-16 code units of a text, or as many as take the 8 bytes of a number.</summary>
    internal int Length => this is Text text ? text.Value.Length : sizeof(long) / sizeof(char);

    /// <summary>Gets the value as logs and spans of .NET have it.</summary>
    /// <param name="maxLength">The most UTF-16 code units of a text.</param>
    internal object ToObject(int maxLength) => this switch
    {
        Text text => ShownText.Of(text.Value, maxLength),
        Integer integer => integer.Value,
        Number { Value: var number } when double.IsFinite(number) => number,

        // No number of JSON: a formatter that writes it would throw.
        Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        Boolean boolean => boolean.Value,
        _ => throw new InvalidOperationException(),
    };
}
