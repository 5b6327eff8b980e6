namespace Ngixi.Bindgen;

/// <summary>
/// Limits the items of a list, a dictionary or a sequence of numbers that a guest passes. It belongs on a parameter of an
/// import, or on a property of a record. An argument with more items is rejected before the host reads it.
/// </summary>
/// <param name="count">The largest number of items, 0 or more.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class MaxItemsAttribute(int count) : Attribute
{
    /// <summary>Gets the largest number of items.</summary>
    public int Count { get; } = count;
}
