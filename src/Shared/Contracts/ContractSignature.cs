namespace Ngixi.Bindgen.Contracts;

/// <summary>The parts of a function: <c>IFile.Get(string key, int flags) -&gt; byte[]? throws KvError</c>.</summary>
internal sealed class ContractSignature(
    string text, string name, IReadOnlyList<ContractField> parameters, ContractType? result, string? errors)
{
    public const string ResultStart = " -> ";
    public const string ErrorsStart = " throws ";

    public string Text { get; } = text;

    /// <summary>Gets the method, with the resource that it is of.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<ContractField> Parameters { get; } = parameters;

    /// <summary>Gets the type of the result, or null for none.</summary>
    public ContractType? Result { get; } = result;

    /// <summary>Gets the enum of the errors, or null for none.</summary>
    public string? Errors { get; } = errors;

    public static string Print(string name, IEnumerable<(string Type, string Name)> parameters, string result, string errors) =>
        $"{name}({string.Join(", ", parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"))})"
        + (result.Length == 0 ? "" : ResultStart + result)
        + (errors.Length == 0 ? "" : ErrorsStart + errors);
}
