using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Default values of parameters as C# writes them.</summary>
internal static class DefaultText
{
    /// <summary>Gets the default value, or null for none.</summary>
    public static string? Of(GlueNames names, MethodParameter parameter) => parameter.Default is not { } value ? null : value.Kind switch
    {
        ConstantKind.Null or ConstantKind.EmptyGuid => "default",
        ConstantKind.Boolean => value.Text,
        ConstantKind.EnumMember when parameter.Type.WithoutNull() is EnumType type =>
            $"{names.Type(type.Name)}.{CSharpText.Identifier(value.Text)}",
        ConstantKind.EnumMember => null,
        ConstantKind.String => parameter.Type.WithoutNull() switch
        {
            ConvertedType => $"{value.Text}m",
            TextType { Form: TextForm.ReadOnlySpan } => "default",
            _ => CSharpText.Literal(value.Text),
        },
        ConstantKind.Number => NumberOf(names, parameter.Type.WithoutNull(), value.Text),
    };

    private static string NumberOf(GlueNames names, BindingType type, string text) => type switch
    {
        ScalarType { Scalar: Scalar.TimeSpan or Scalar.DateTimeOffset } => "default",
        ScalarType { Scalar: Scalar.Single or Scalar.Double } scalar when text is "NaN" => $"{TypeText.OfScalar(scalar.Scalar)}.NaN",
        ScalarType { Scalar: Scalar.Single or Scalar.Double } scalar when text is "Infinity" =>
            $"{TypeText.OfScalar(scalar.Scalar)}.PositiveInfinity",
        ScalarType { Scalar: Scalar.Single or Scalar.Double } scalar when text is "-Infinity" =>
            $"{TypeText.OfScalar(scalar.Scalar)}.NegativeInfinity",
        ScalarType { Scalar: Scalar.Single } => $"{text}f",
        ScalarType { Scalar: Scalar.Double } => $"{text}d",
        _ => $"({TypeText.Of(names, type)})({text})",
    };
}
