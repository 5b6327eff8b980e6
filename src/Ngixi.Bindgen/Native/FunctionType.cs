namespace Ngixi.Bindgen.Native;

/// <summary>Makes native function types from their text form, such as <c>(i32 i64) -&gt; f32</c> or <c>()</c>.</summary>
internal static class FunctionType
{
    private static readonly string[] ValueTypes = ["i32", "i64", "f32", "f64"];

    /// <summary>Makes a type that the caller deletes with <see cref="NativeMethods.wasm_functype_delete"/>.</summary>
    public static unsafe nint Create(string signature)
    {
        ValueTypeVector parameters = Vector(SignatureText.Parameters(signature));
        ValueTypeVector results = Vector(SignatureText.Results(signature));
        return NativeMethods.wasm_functype_new(&parameters, &results);
    }

    private static unsafe ValueTypeVector Vector(string[] names)
    {
        nint[] types = [.. names.Select(name => NativeMethods.wasm_valtype_new((byte)Array.IndexOf(ValueTypes, name)))];
        ValueTypeVector vector;
        fixed (nint* first = types)
        {
            NativeMethods.wasm_valtype_vec_new(&vector, (nuint)types.Length, first);
        }

        return vector;
    }
}
