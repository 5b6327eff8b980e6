using System.Globalization;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Collections;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

internal static class EnumParser
{
    public static EnumDefinition Parse(ParseContext context, INamedTypeSymbol symbol) => new(
        context.NameOf(symbol),
        TypeParser.ScalarOf(symbol.EnumUnderlyingType!)!.Value,
        symbol.FindAttribute(KnownNames.Flags) is not null,
        symbol.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue && symbol.GetMembers(field.Name).Length == 1)
            .Select(field => new EnumMember(
                field.Name,
                Convert.ToDecimal(field.ConstantValue, CultureInfo.InvariantCulture),
                DocumentationParser.Parse(field, context.Cancellation)))
            .ToEquatableArray(),
        DocumentationParser.Parse(symbol, context.Cancellation));
}
