namespace Ngixi.Bindgen.Runtime;

/// <summary>A host's value has null where its type does not allow it. It only travels to where the whole value is known.</summary>
internal sealed class MissingValueException(Type type) : Exception
{
    /// <summary>Makes the error that says where.</summary>
    /// <param name="owner">What has the value that is missing, or the type of the value itself.</param>
    public InvalidOperationException In(Type? owner) =>
        new($"The method returned null where its return type does not allow it: a null {NameOf(type)}{(owner is null || owner == type ? "" : $" in {NameOf(owner)}")}.");

    /// <summary>The name as C# has it, for the types that cross.</summary>
    private static string NameOf(Type type) => type switch
    {
        { IsArray: true } => $"{NameOf(type.GetElementType()!)}[]",
        { IsGenericType: true } => $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>",
        { IsNested: true } => $"{type.DeclaringType!.Name}.{type.Name}",
        _ when type == typeof(string) => "string",
        _ => type.Name,
    };
}
