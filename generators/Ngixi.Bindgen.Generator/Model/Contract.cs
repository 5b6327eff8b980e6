using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>One <c>[WasmImport]</c> interface with everything that its glue and its stub are made from.</summary>
/// <param name="GlueName">The class of the glue, beside the interface.</param>
internal sealed record ImportInterface(
    TypeName Name,
    string GlueName,
    bool IsPublic,
    Obsolescence? Obsolete,
    string Module,
    EquatableArray<ImportMethod> Methods,
    EquatableArray<ResourceInterface> Resources,
    EquatableArray<EnumDefinition> Enums,
    EquatableArray<RecordDefinition> Records,
    EquatableArray<UnionDefinition> Unions,
    Documentation Documentation);

/// <summary>
/// One <c>[WasmResource]</c> interface, as an interface of <paramref name="Module"/> uses it.
/// </summary>
/// <param name="HasObsoleteErrors">Whether its use is an error of the compiler, but in code that is obsolete itself.</param>
/// <param name="IsModuleStated">Whether the attribute names the module itself.</param>
/// <param name="IsHandedOut">Whether a method returns it, so that guests get handles of it there.</param>
/// <param name="ReleaseName">The import that ends a handle, or null where the interface is not disposable.</param>
internal sealed record ResourceInterface(
    TypeName Name,
    bool HasObsoleteErrors,
    string Module,
    bool IsModuleStated,
    bool IsHandedOut,
    string? ReleaseName,
    string Release,
    EquatableArray<ImportMethod> Methods,
    Documentation Documentation);

internal enum Completion
{
    Synchronous,
    Task,
    ValueTask,
}

/// <summary>One method, and the import that it becomes.</summary>
/// <param name="GuestName">
/// What guests call it, in PascalCase: without the <c>Async</c> of a task's method, and for an overload after its import.
/// </param>
/// <param name="Declarers">The interfaces that declare it, its own or inherited ones: one, unless several do alike.</param>
/// <param name="Signature">The method as the user wrote it, for a person who reads the glue.</param>
/// <param name="HasObsoleteErrors">Whether its use is an error of the compiler, but in code that is obsolete itself.</param>
/// <param name="Returned">What the method itself returns; <paramref name="Result"/> has its <c>out</c> parameters too.</param>
/// <param name="Errors">The enum of the errors that a guest can handle, or null.</param>
/// <param name="Version">The number of <c>[WasmVersion]</c>, or 1.</param>
internal sealed record ImportMethod(
    string Name,
    string GuestName,
    string ImportName,
    int Version,
    EquatableArray<QualifiedName> Declarers,
    string Signature,
    bool HasObsoleteErrors,
    EquatableArray<MethodParameter> Parameters,
    BindingType Returned,
    BindingType Result,
    EnumType? Errors,
    MethodFilter? Filter,
    Completion Completion,
    Documentation Documentation)
{
    /// <summary>Gets whether its calls are not to be kept in plain.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Gets the name without the <c>Async</c> of a task's method.</summary>
    public string NameWithoutAsync => WithoutAsync(Name, Completion);

    /// <summary>The <c>Async</c> of a task's method is the host's business: for the guest the call just takes its time.</summary>
    public static string WithoutAsync(string name, Completion completion)
    {
        const string Suffix = "Async";
        return completion != Completion.Synchronous && name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal)
            ? name.Substring(0, name.Length - Suffix.Length)
            : name;
    }
}

/// <summary>What says whether a call of a method is wanted.</summary>
/// <param name="Name">The method of the same interface.</param>
/// <param name="Parameters">The parameters that it has of the call's; the others have default values.</param>
internal sealed record MethodFilter(string Name, EquatableArray<string> Parameters);

/// <param name="IsOut">Whether it is an <c>out</c> parameter: a part of the result.</param>
/// <param name="MaxBytes">The limit of <c>[MaxBytes]</c>, or null.</param>
/// <param name="MaxItems">The limit of <c>[MaxItems]</c>, or null.</param>
/// <param name="Default">The value that the parameter has when it is left out, or null when it cannot be.</param>
internal sealed record MethodParameter(string Name, BindingType Type, bool IsOut, int? MaxBytes, int? MaxItems, ConstantValue? Default);

/// <summary>A constant.</summary>
/// <param name="Text">
/// The text, the name of the enum's member, or the number's digits; <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> for what has none.
/// </param>
internal sealed record ConstantValue(ConstantKind Kind, string Text);

internal enum ConstantKind
{
    Null,
    Boolean,
    Number,
    EnumMember,
    String,

    /// <summary>A <c>Guid</c> of zeros.</summary>
    EmptyGuid,
}

/// <param name="Underlying">The type of its values.</param>
/// <param name="IsFlags">Whether its values may be combined.</param>
internal sealed record EnumDefinition(
    TypeName Name, Scalar Underlying, bool IsFlags, EquatableArray<EnumMember> Members, Documentation Documentation);

/// <param name="Value">The value, as C# has it: a signed or unsigned number.</param>
internal sealed record EnumMember(string Name, decimal Value, Documentation Documentation);

/// <summary>What <c>[Obsolete]</c> says of an interface.</summary>
/// <param name="Message">The message, or null for none.</param>
/// <param name="IsError">Whether its use is an error.</param>
internal sealed record Obsolescence(string? Message, bool IsError);

/// <summary>A type as C# names it wherever the name stands: with its alias, its namespaces and its type arguments.</summary>
/// <param name="Aliases">The extern aliases in it.</param>
internal sealed record QualifiedName(string Text, EquatableArray<string> Aliases);
