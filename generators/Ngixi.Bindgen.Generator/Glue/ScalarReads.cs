using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Glue;

/// <summary>Reads values that have a slot for themselves.</summary>
internal static class ScalarReads
{
    /// <param name="call">The local variable that reads.</param>
    /// <param name="name">The name of the value in errors.</param>
    public static string Read(string call, ScalarType type, int slot, string name)
    {
        string place = $"slot: {CSharpText.Number(slot)}";
        return type.Scalar switch
        {
            Scalar.Int32 or Scalar.UInt32 or Scalar.Int64 or Scalar.UInt64 or Scalar.Single or Scalar.Double or Scalar.DateTimeOffset or Scalar.TimeSpan =>
                $"{call}.Read{type.Scalar}({place})",
            Scalar.Boolean or Scalar.SByte or Scalar.Byte or Scalar.Int16 or Scalar.UInt16 or Scalar.Char =>
                $"{call}.Read{type.Scalar}({place}, {CSharpText.Literal(name)})",
        };
    }

    public static string Read(GlueNames names, string call, EnumType type, int slot, string name) =>
        $"{call}.ReadEnum<{names.Type(type.Name)}>(slot: {CSharpText.Number(slot)}, {CSharpText.Literal(name)})";
}
