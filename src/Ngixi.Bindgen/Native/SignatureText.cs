namespace Ngixi.Bindgen.Native;

/// <summary>Takes the text form of a function type apart, such as <c>(i32 i64) -&gt; f32</c> or <c>()</c>.</summary>
internal static class SignatureText
{
    private const string Arrow = " -> ";

    /// <summary>Gets the types of the parameters.</summary>
    public static string[] Parameters(string signature) => Types(signature.AsSpan(1, Close(signature) - 1));

    /// <summary>Gets the types of the results.</summary>
    public static string[] Results(string signature)
    {
        ReadOnlySpan<char> rest = signature.AsSpan(Close(signature) + 1);
        return rest.IsEmpty ? [] : Types(rest[Arrow.Length..]);
    }

    /// <summary>Gets whether all types are numbers: no vectors and no references.</summary>
    public static bool HasNumbersAlone(string signature) =>
        Parameters(signature).Concat(Results(signature)).All(type => type is "i32" or "i64" or "f32" or "f64");

    private static int Close(string signature) => signature.IndexOf(')', StringComparison.Ordinal);

    private static string[] Types(ReadOnlySpan<char> types) => types.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
