using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Reads the default values of parameters.</summary>
internal static class ConstantParser
{
    // 1E+300 and 1E-07, which other languages write 1e300 and 1e-7.
    private static readonly Regex Exponent = new(@"E\+?(-?)0*", RegexOptions.CultureInvariant);

    public static ConstantValue? DefaultOf(IParameterSymbol parameter, BindingType type)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return null;
        }

        if (MemberOf(parameter.Type, parameter.ExplicitDefaultValue) is { } member)
        {
            return new ConstantValue(ConstantKind.EnumMember, member);
        }

        return parameter.ExplicitDefaultValue switch
        {
            bool value => new ConstantValue(ConstantKind.Boolean, value ? "true" : "false"),
            string value => new ConstantValue(ConstantKind.String, value),
            // It crosses as text, with its scale.
            decimal value => new ConstantValue(ConstantKind.String, value.ToString(CultureInfo.InvariantCulture)),
            char value => Number((ushort)value),
            float value => Number(value),
            double value => Number(value),
            IFormattable value when type.WithoutNull() is not ConvertedType => Number(value),

            _ when type is NullableType => new ConstantValue(ConstantKind.Null, ""),

            // The default of a struct that is no scalar is null here. That of a point in time, in the year 1, has no form.
            _ => type switch
            {
                ScalarType { Scalar: Scalar.TimeSpan } => new ConstantValue(ConstantKind.Number, "0"),
                GuidType => new ConstantValue(ConstantKind.EmptyGuid, ""),
                TextType { Form: TextForm.ReadOnlySpan } => new ConstantValue(ConstantKind.String, ""),
                _ => null,
            },
        };
    }

    /// <summary>The member of an enum that has the default value, if one has.</summary>
    private static string? MemberOf(ITypeSymbol type, object? value)
    {
        ITypeSymbol underlying = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        return value is not null && underlying.TypeKind == TypeKind.Enum
            ? underlying.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value))?.Name
            : null;
    }

    private static ConstantValue Number(IFormattable value)
    {
        string? format = value is float or double ? "R" : null;
        return new ConstantValue(ConstantKind.Number, Exponent.Replace(value.ToString(format, CultureInfo.InvariantCulture), "e$1"));
    }
}
