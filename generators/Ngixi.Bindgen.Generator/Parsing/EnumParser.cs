using System.Globalization;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

internal static class EnumParser
{
    public static EnumDefinition Parse(INamedTypeSymbol symbol, CancellationToken cancellation) => new(
        symbol.ToTypeName(),
        TypeParser.ScalarOf(symbol.EnumUnderlyingType!)!.Value,
        symbol.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue)
            .Select(field => new EnumMember(field.Name, Convert.ToDecimal(field.ConstantValue, CultureInfo.InvariantCulture), DocumentationParser.Parse(field, cancellation)))
            .ToEquatableArray(),
        DocumentationParser.Parse(symbol, cancellation));
}
