using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Reads values that have a slot for themselves.</summary>
internal static class ScalarReads
{
    /// <param name="reader">The local variable that reads.</param>
    public static string Read(string reader, ScalarType type, ValuePlace place) => type.Scalar switch
    {
        Scalar.Int32 or Scalar.UInt32 or Scalar.Int64 or Scalar.UInt64 or Scalar.Single or Scalar.Double
            or Scalar.DateTimeOffset or Scalar.TimeSpan => $"{reader}.Read{type.Scalar}({place.SlotText})",
        Scalar.Boolean or Scalar.SByte or Scalar.Byte or Scalar.Int16 or Scalar.UInt16 or Scalar.Char =>
            $"{reader}.Read{type.Scalar}({place})",
    };

    public static string Read(GlueNames names, string reader, EnumType type, ValuePlace place) =>
        $"{reader}.ReadEnum<{names.Type(type.Name)}>({place})";
}
