using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>A record: its properties, as they lie in memory.</summary>
/// <param name="IsValueType">Whether it is a record struct.</param>
/// <param name="HasObsoleteErrors">Whether its use is an error of the compiler, but in code that is obsolete itself.</param>
internal sealed record RecordDefinition(TypeName Name, bool IsValueType, bool HasObsoleteErrors, StoredFields Fields, Documentation Documentation);

/// <summary>An abstract record with sealed cases, nested in it.</summary>
/// <param name="HasObsoleteErrors">Whether its use is an error of the compiler, but in code that is obsolete itself.</param>
internal sealed record UnionDefinition(TypeName Name, bool HasObsoleteErrors, EquatableArray<RecordDefinition> Cases, Documentation Documentation);

/// <summary>Fields one after the other, each at its natural alignment, in the order of C.</summary>
/// <param name="Size">The size in bytes, a multiple of the alignment.</param>
internal sealed record StoredFields(EquatableArray<StoredField> Items, int Size, int Alignment);

/// <summary>One field.</summary>
/// <param name="Name">The C# name.</param>
/// <param name="Offset">Its offset in bytes.</param>
/// <param name="IsArgument">Whether the record's constructor takes it, rather than its initializer.</param>
/// <param name="Default">The value that the constructor's parameter has when it is left out, or null.</param>
/// <param name="MaxItems">The limit of <c>[MaxItems]</c>, or null.</param>
internal sealed record StoredField(
    string Name, BindingType Type, int Offset, bool IsArgument, ConstantValue? Default, int? MaxItems, Documentation Documentation);
