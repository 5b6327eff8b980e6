using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Guests;

/// <summary>Documents what a guest's type does not tell: the unit of a number, the form of a text.</summary>
/// <param name="ofGuid">The form of a GUID, or null where the type tells it.</param>
/// <param name="tellsNull">Whether to say that a value may be null, where the language's type is the same either way.</param>
internal sealed class ValueNotes(string? ofGuid, bool tellsNull) : IWireVisitor<string?>
{
    /// <summary>The documentation of a method, with notes on its parameters and its result.</summary>
    /// <param name="ownership">A note on the memory of the result, or null.</param>
    public Documentation AddTo(
        Documentation documentation, IEnumerable<LoweredParameter> parameters, Wire? result, string? ownership = null)
    {
        Dictionary<string, string> texts = documentation.Parameters.ToDictionary(
            parameter => parameter.Name,
            parameter => parameter.Text,
            StringComparer.Ordinal);
        foreach (LoweredParameter parameter in parameters)
        {
            string text = texts.TryGetValue(parameter.Source.Name, out string? told) ? told : "";
            if (Describe(text, parameter.Wire) is { Length: > 0 } more)
            {
                texts[parameter.Source.Name] = more;
            }
        }

        return documentation with
        {
            Parameters = texts.Select(text => new NamedText(text.Key, text.Value)).ToEquatableArray(),
            Returns = Join(result is null ? documentation.Returns : Describe(documentation.Returns, result), ownership),
        };
    }

    /// <summary>The documentation of a field, with a note.</summary>
    public Documentation AddTo(Documentation documentation, Wire wire) =>
        documentation with { Summary = Describe(documentation.Summary, wire) };

    public string? Visit(ScalarWire wire) => wire.Unit switch
    {
        ScalarUnit.None => null,
        ScalarUnit.Nanoseconds => "Nanoseconds.",
        ScalarUnit.UnixNanoseconds => "Nanoseconds since 1970-01-01 UTC.",
        ScalarUnit.DayNanoseconds => "Nanoseconds since midnight.",
        ScalarUnit.UnixDays => "Days since 1970-01-01.",
        ScalarUnit.HalfPrecision => "Rounded to 16 bits.",
    };

    public string? Visit(EnumWire wire) => null;

    public string? Visit(BytesWire wire) => ofGuid;

    public string? Visit(TextWire wire) => wire.Content switch
    {
        TextContent.None => null,
        TextContent.Decimal => "A decimal number, such as `-12.50`.",
        TextContent.Integer => "A whole number in decimal digits.",
        TextContent.Uri => "A URI.",
        TextContent.Version => "A version, such as `1.2.3`.",
    };

    public string? Visit(NumbersWire wire) => null;

    public string? Visit(TableWire wire) => wire.Item.Accept(this);

    public string? Visit(MapWire wire) => wire.Value.Accept(this);

    public string? Visit(StructWire wire) => null;

    public string? Visit(TupleWire wire) => null;

    public string? Visit(HandleWire wire) => null;

    public string? Visit(NullWire wire) => wire.Value.Accept(this);

    private string Describe(string text, Wire wire)
    {
        bool mayBeNull = tellsNull
            && wire is NullWire { Form: not NullForm.Flag }
            && text.IndexOf("null", StringComparison.OrdinalIgnoreCase) < 0;
        return Join(Join(text, wire.Accept(this)), mayBeNull ? "May be null." : null);
    }

    private static string Join(string text, string? more)
    {
        if (more is null || text.Length == 0)
        {
            return more ?? text;
        }

        bool isSentence = text[text.Length - 1] is '.' or '!' or '?' or ':' or '\n' or '`';
        return $"{text}{(isSentence ? "" : ".")} {more}";
    }
}
