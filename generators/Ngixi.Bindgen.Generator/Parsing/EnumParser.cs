using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

internal static class EnumParser
{
    public static EnumDefinition Parse(INamedTypeSymbol symbol, CancellationToken cancellation) => new(
        symbol.ToTypeName(),
        symbol.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .Select(field => new EnumMember(field.Name, ValueOf(field), DocumentationParser.Parse(field, cancellation)))
            .ToEquatableArray(),
        DocumentationParser.Parse(symbol, cancellation));

    /// <summary>The value as it crosses: the bits of an i32.</summary>
    private static int ValueOf(IFieldSymbol field) =>
        field.ConstantValue is uint value ? unchecked((int)value) : Convert.ToInt32(field.ConstantValue, System.Globalization.CultureInfo.InvariantCulture);
}
