namespace Ngixi.Bindgen.Native;

/// <summary>Makes native function types from their text form, such as <c>(i32 i64) -&gt; f32</c> or <c>()</c>.</summary>
internal static class FunctionType
{
    private static readonly string[] ValueTypes = ["i32", "i64", "f32", "f64"];

    /// <summary>Makes a type that the caller deletes with <see cref="NativeMethods.wasm_functype_delete"/>.</summary>
    public static unsafe nint Create(string signature)
    {
        int close = signature.IndexOf(')', StringComparison.Ordinal);
        ValueTypeVector parameters = Vector(signature.AsSpan(1, close - 1));
        ReadOnlySpan<char> rest = signature.AsSpan(close + 1);
        ValueTypeVector results = Vector(rest.IsEmpty ? rest : rest[" -> ".Length..]);
        return NativeMethods.wasm_functype_new(&parameters, &results);
    }

    private static unsafe ValueTypeVector Vector(ReadOnlySpan<char> names)
    {
        List<nint> types = [];
        foreach (Range range in names.Split(' '))
        {
            if (!names[range].IsEmpty)
            {
                int kind = Array.IndexOf(ValueTypes, names[range].ToString());
                types.Add(NativeMethods.wasm_valtype_new((byte)kind));
            }
        }

        ValueTypeVector vector;
        fixed (nint* first = types.ToArray())
        {
            NativeMethods.wasm_valtype_vec_new(&vector, (nuint)types.Count, first);
        }

        return vector;
    }
}
