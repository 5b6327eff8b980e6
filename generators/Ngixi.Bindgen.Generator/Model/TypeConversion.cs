namespace Ngixi.Bindgen.Generator.Model;

/// <summary>How a type of .NET crosses as another that crosses by itself: the host converts between the two.</summary>
/// <param name="Type">The full name of the type, without type arguments.</param>
/// <param name="Converter">The struct of the runtime that converts.</param>
/// <param name="Base">The type that it crosses as, or null for a collection.</param>
/// <param name="Collection">What a collection crosses as, or null for any other type.</param>
/// <param name="Word">The word for it in contracts, or null where guests cannot tell it from its base.</param>
/// <param name="Unit">The meaning of its number.</param>
/// <param name="Content">The meaning of its text.</param>
/// <param name="RunsUserCode">Whether code of the user's runs while a value of the host is read.</param>
internal sealed record TypeConversion(
    string Type,
    string Converter,
    bool IsValueType,
    BindingType? Base = null,
    CollectionBase? Collection = null,
    string? Word = null,
    ScalarUnit Unit = ScalarUnit.None,
    TextContent Content = TextContent.None,
    bool RunsUserCode = false);

/// <summary>What a collection crosses as.</summary>
internal enum CollectionBase
{
    /// <summary>A <c>T[]</c>.</summary>
    Array,

    /// <summary>An <c>IReadOnlyList&lt;T&gt;</c>, which the host may have without a copy.</summary>
    ReadOnlyList,

    /// <summary>An <c>IReadOnlyDictionary&lt;string, T&gt;</c>.</summary>
    Dictionary,
}

/// <summary>The meaning of a number, where its type does not tell.</summary>
internal enum ScalarUnit
{
    None,
    Nanoseconds,

    /// <summary>Nanoseconds since 1970-01-01 UTC.</summary>
    UnixNanoseconds,

    /// <summary>Nanoseconds since midnight.</summary>
    DayNanoseconds,

    /// <summary>Days since 1970-01-01.</summary>
    UnixDays,

    /// <summary>A number that the host rounds to the nearest of 16 bits.</summary>
    HalfPrecision,
}

/// <summary>The meaning of text, where its type does not tell.</summary>
internal enum TextContent
{
    None,

    /// <summary>Digits with a fraction.</summary>
    Decimal,

    /// <summary>Digits.</summary>
    Integer,
    Uri,
    Version,
}

/// <summary>The types that cross by conversion.</summary>
internal static class TypeConversions
{
    /// <summary>Text as memory of characters, which is none of a collection's.</summary>
    public static readonly TypeConversion Characters = new(
        "System.ReadOnlyMemory",
        "CharactersConversion",
        IsValueType: true,
        Text,
        RunsUserCode: true);

    private static readonly Dictionary<string, TypeConversion> ByType = new TypeConversion[]
    {
        new(
            "System.Half",
            "HalfConversion",
            IsValueType: true,
            new ScalarType(Scalar.Single),
            Word: "Half",
            Unit: ScalarUnit.HalfPrecision),
        new("System.Decimal", "DecimalConversion", IsValueType: true, Text, Word: "decimal", Content: TextContent.Decimal),
        new("System.Int128", "Int128Conversion", IsValueType: true, Text, Word: "Int128", Content: TextContent.Integer),
        new("System.UInt128", "UInt128Conversion", IsValueType: true, Text, Word: "UInt128", Content: TextContent.Integer),
        new(
            "System.DateOnly",
            "DateConversion",
            IsValueType: true,
            new ScalarType(Scalar.Int32),
            Word: "DateOnly",
            Unit: ScalarUnit.UnixDays),
        new(
            "System.TimeOnly",
            "TimeOfDayConversion",
            IsValueType: true,
            new ScalarType(Scalar.TimeSpan),
            Word: "TimeOnly",
            Unit: ScalarUnit.DayNanoseconds),
        new(
            "System.DateTime",
            "UtcConversion",
            IsValueType: true,
            new ScalarType(Scalar.DateTimeOffset),
            Word: "DateTime",
            Unit: ScalarUnit.UnixNanoseconds),
        new("System.Uri", "UriConversion", IsValueType: false, Text, Word: "Uri", Content: TextContent.Uri),
        new("System.Version", "VersionConversion", IsValueType: false, Text, Word: "Version", Content: TextContent.Version),
        new("System.Collections.Generic.List", "ListConversion", IsValueType: false, Collection: CollectionBase.ReadOnlyList),
        new("System.Collections.Generic.HashSet", "HashSetConversion", IsValueType: false, Collection: CollectionBase.Array),
        new(
            "System.Collections.Generic.IReadOnlySet",
            "SetConversion",
            IsValueType: false,
            Collection: CollectionBase.Array,
            RunsUserCode: true),
        new("System.Collections.Immutable.ImmutableArray", "ImmutableArrayConversion", IsValueType: true, Collection: CollectionBase.Array),
        new("System.Collections.Generic.Dictionary", "DictionaryConversion", IsValueType: false, Collection: CollectionBase.Dictionary),
    }.ToDictionary(conversion => conversion.Type, StringComparer.Ordinal);

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyCollection<TypeConversion> All { get; } = [.. ByType.Values, Characters];

    private static BindingType Text => new TextType(TextForm.String);

    /// <summary>Finds the conversion of a type by its full name, without type arguments.</summary>
    public static TypeConversion? Find(string type) => ByType.TryGetValue(type, out TypeConversion? conversion) ? conversion : null;
}
