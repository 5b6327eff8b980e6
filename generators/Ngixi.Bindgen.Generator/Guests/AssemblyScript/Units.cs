using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Lowering;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Guests.AssemblyScript;

/// <summary>Documents what a guest's type does not tell: the unit of a time, and the form of a GUID.</summary>
internal sealed class Units : IWireVisitor<string?>
{
    private static readonly Units Instance = new();

    /// <summary>The documentation of a method, with the units of its parameters and its result.</summary>
    public static Documentation AddTo(Documentation documentation, IEnumerable<LoweredParameter> parameters, Wire? result)
    {
        Dictionary<string, string> texts = documentation.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Text, StringComparer.Ordinal);
        foreach (LoweredParameter parameter in parameters)
        {
            if (parameter.Wire.Accept(Instance) is { } unit)
            {
                texts[parameter.Source.Name] = Join(texts.TryGetValue(parameter.Source.Name, out string? text) ? text : "", unit);
            }
        }

        return documentation with
        {
            Parameters = texts.Select(text => new NamedText(text.Key, text.Value)).ToEquatableArray(),
            Returns = Join(documentation.Returns, result?.Accept(Instance)),
        };
    }

    /// <summary>The documentation of a field, with its unit.</summary>
    public static Documentation AddTo(Documentation documentation, Wire wire) => documentation with { Summary = Join(documentation.Summary, wire.Accept(Instance)) };

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

    public string? Visit(BytesWire wire) => "The 16 bytes of a GUID: see `parseGuid` and `formatGuid`.";

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

    private static string Join(string text, string? unit)
    {
        if (unit is null || text.Length == 0)
        {
            return unit ?? text;
        }

        bool isSentence = text[text.Length - 1] is '.' or '!' or '?' or ':' or '\n' or '`';
        return $"{text}{(isSentence ? "" : ".")} {unit}";
    }
}
