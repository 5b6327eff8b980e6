using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.AssemblyScript;

/// <summary>Documents what a guest's type does not tell: the unit of a time, and the form of a GUID.</summary>
internal static class Units
{
    /// <summary>The documentation of a method, with the units of its parameters and its result.</summary>
    public static Documentation AddTo(Documentation documentation, IEnumerable<MethodParameter> parameters, BindingType result)
    {
        Dictionary<string, string> texts = documentation.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Text, StringComparer.Ordinal);
        foreach (MethodParameter parameter in parameters)
        {
            if (Of(parameter.Type) is { } unit)
            {
                texts[parameter.Name] = Join(texts.TryGetValue(parameter.Name, out string? text) ? text : "", unit);
            }
        }

        return documentation with
        {
            Parameters = texts.Select(text => new NamedText(text.Key, text.Value)).ToEquatableArray(),
            Returns = Join(documentation.Returns, Of(result)),
        };
    }

    /// <summary>The documentation of a field, with its unit.</summary>
    public static Documentation AddTo(Documentation documentation, BindingType type) => documentation with { Summary = Join(documentation.Summary, Of(type)) };

    private static string? Of(BindingType type) => type switch
    {
        InstantType => "Nanoseconds since 1970-01-01 UTC.",
        DurationType => "Nanoseconds.",
        GuidType => "The 16 bytes of a GUID: see `parseGuid` and `formatGuid`.",
        OptionalType optional => Of(optional.Value),
        ListType list => Of(list.Element),
        DictionaryType dictionary => Of(dictionary.Value),
        _ => null,
    };

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
