namespace Ngixi.Bindgen.Runtime;

/// <summary>The error for a host's value that has null where its type does not allow it.</summary>
internal static class MissingValue
{
    /// <summary>Makes the error where the value is missed, which knows its type and not its place.</summary>
    public static InvalidOperationException Of(Type type) => new($"{Told(type)}.") { Data = { [typeof(MissingValue)] = type } };

    /// <summary>Makes the error that says the place, too, from that one; null from any other.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="owner">What has the value that is missing, or the type of the value itself.</param>
    public static InvalidOperationException? In(Exception exception, Type? owner) =>
        exception.Data[typeof(MissingValue)] is Type type && owner is not null && owner != type ? new($"{Told(type)} in {NameOf(owner)}.") : null;

    private static string Told(Type type) => $"A value is null where its type does not allow it: a null {NameOf(type)}";

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
