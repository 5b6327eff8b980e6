using Ngixi.Bindgen.Generator.Model;

namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>Reads values that have a slot for themselves.</summary>
internal static class ScalarText
{
    /// <param name="call">The local variable that reads.</param>
    /// <param name="name">What errors call the value.</param>
    public static string Read(GlueNames names, string call, BindingType type, int slot, string name)
    {
        string place = CSharpText.Number(slot);
        string named = $"{place}, {CSharpText.Literal(name)}";
        return type switch
        {
            ScalarType { Scalar: Scalar.Int32 or Scalar.UInt32 or Scalar.Int64 or Scalar.UInt64 or Scalar.Single or Scalar.Double } scalar => $"{call}.Read{scalar.Scalar}({place})",
            ScalarType scalar => $"{call}.Read{scalar.Scalar}({named})",
            EnumType => $"{call}.ReadEnum<{TypeText.Of(names, type)}>({named})",
            InstantType => $"{call}.ReadDateTimeOffset({place})",
            DurationType => $"{call}.ReadTimeSpan({place})",
            _ => throw new InvalidOperationException($"{type} has no printed form."),
        };
    }
}
