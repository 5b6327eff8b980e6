using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Model;

/// <summary>A class with <c>[Fake&lt;T&gt;]</c>, and how it implements the interface.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Client">The asynchronous interface beside it, or null where there is none.</param>
/// <param name="HasPublicMembers">Whether all types that its members have are public, or the class is not.</param>
internal sealed record FakeClass(
    TypeName Name, TypeName Interface, TypeName? Client, bool HasPublicMembers, EquatableArray<FakeMethod> Methods);

/// <summary>A method that a fake answers for; several of the interfaces where they declare alike.</summary>
/// <param name="Property">The property that says how it answers.</param>
/// <param name="Record">The record of its calls.</param>
/// <param name="Name">Its name in the interface.</param>
/// <param name="ClientName">Its name in the asynchronous interface.</param>
/// <param name="Signature">The method as the user wrote it.</param>
/// <param name="HasObsoleteErrors">Whether a type of it may be used in obsolete code alone.</param>
/// <param name="ReturnType">What it returns, with its task.</param>
/// <param name="Result">What a test says that it returns: without its task, with its <c>out</c> parameters; null for nothing.</param>
/// <param name="ReturnsValue">Whether it returns something besides its <c>out</c> parameters.</param>
/// <param name="Fallback">What it returns where a test says nothing, as an expression; null where there is no default.</param>
/// <param name="Errors">The enum of its errors, or null.</param>
/// <param name="IsDisposal">Whether it is that of <c>IDisposable</c> or its like, which returns where a test says nothing.</param>
internal sealed record FakeMethod(
    string Property,
    string Record,
    string Name,
    string ClientName,
    string Signature,
    bool HasObsoleteErrors,
    EquatableArray<QualifiedName> Declarers,
    EquatableArray<FakeParameter> Parameters,
    Completion Completion,
    QualifiedName ReturnType,
    QualifiedName? Result,
    bool ReturnsValue,
    QualifiedName? Fallback,
    QualifiedName? Errors,
    bool IsDisposal);

internal enum FakeParameterKind
{
    Value,

    /// <summary>A view, of which a call keeps a copy.</summary>
    View,

    /// <summary>A view that the method writes to.</summary>
    Buffer,

    /// <summary>A view of text, of which a call keeps a copy.</summary>
    TextView,
    Out,
    Context,
    Cancellation,
}

/// <param name="Member">The property in the record of calls.</param>
/// <param name="Kept">The type of that property.</param>
internal sealed record FakeParameter(string Name, FakeParameterKind Kind, QualifiedName Type, string Member, QualifiedName Kept);
