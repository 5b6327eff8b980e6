using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>A record with its properties, in the order that they cross in.</summary>
/// <param name="IsValueType">Whether it is a record struct.</param>
/// <param name="HasObsoleteErrors">Whether its use is an error of the compiler, but in code that is obsolete itself.</param>
internal sealed record RecordDefinition(
    TypeName Name, bool IsValueType, bool HasObsoleteErrors, EquatableArray<RecordField> Fields, Documentation Documentation);

/// <summary>An abstract record with sealed cases, nested in it.</summary>
/// <param name="HasObsoleteErrors">Whether its use is an error of the compiler, but in code that is obsolete itself.</param>
internal sealed record UnionDefinition(
    TypeName Name, bool HasObsoleteErrors, EquatableArray<RecordDefinition> Cases, Documentation Documentation);

/// <summary>A property of a record, or one of several results.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="IsArgument">Whether the record's constructor takes it, rather than its initializer.</param>
/// <param name="Default">The value that the constructor's parameter has when it is left out, or null.</param>
/// <param name="MaxItems">The limit of <c>[MaxItems]</c>, or null.</param>
internal sealed record RecordField(
    string Name, BindingType Type, bool IsArgument, ConstantValue? Default, int? MaxItems, Documentation Documentation)
{
    /// <summary>One of several results.</summary>
    public RecordField(string name, BindingType type)
        : this(name, type, IsArgument: true, Default: null, MaxItems: null, Documentation.None)
    {
    }
}
