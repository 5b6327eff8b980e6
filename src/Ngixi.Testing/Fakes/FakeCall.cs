using System.Text;
using Ngixi.Bindgen;

namespace Ngixi.Testing;

/// <summary>A call of a fake's method. The record of a method has its arguments; those that were views are copies.</summary>
/// <remarks>Calls with equal arguments are equal. Arrays are compared as C# compares them: by reference.</remarks>
public abstract record FakeCall
{
    /// <summary>Gets the guest that called, where the method has a parameter for it. It is no part of what makes calls equal.</summary>
    public GuestContext? Context { get; init; }

    /// <inheritdoc/>
    public virtual bool Equals(FakeCall? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>Writes nothing: what there is to show is in the records of methods.</summary>
    /// <param name="builder">The text.</param>
    /// <returns>False.</returns>
    protected virtual bool PrintMembers(StringBuilder builder) => false;
}
