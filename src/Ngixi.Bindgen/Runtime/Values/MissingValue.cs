namespace Ngixi.Bindgen.Runtime.Values;

/// <summary>The error for a host's value that has null where its type does not allow it.</summary>
internal static class MissingValue
{
    /// <summary>Makes the error.</summary>
    /// <param name="type">The type of the missing value.</param>
    /// <param name="name">The missing value, or the list that lacks it.</param>
    public static InvalidOperationException Of(Type type, string name) =>
        new($"A null {NameOf(type)} where the type of {name} does not allow it.");

    /// <summary>The name as C# has it, for the types that cross.</summary>
    private static string NameOf(Type type) => type switch
    {
        { IsArray: true } => $"{NameOf(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{WithoutArity(type.Name)}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>",
        { IsNested: true } => $"{type.DeclaringType!.Name}.{type.Name}",
        _ when type == typeof(string) => "string",
        _ => type.Name,
    };

    private static string WithoutArity(string name) => name[..name.IndexOf('`', StringComparison.Ordinal)];
}
