namespace Ngixi.Bindgen;

/// <summary>
/// Limits the items that a guest may pass in a list, a dictionary or a sequence of numbers: a parameter of an import, or a
/// property of a record. More is a bad argument, refused before anything is read.
/// </summary>
/// <param name="count">The most items, 0 or more.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class MaxItemsAttribute(int count) : Attribute
{
    /// <summary>Gets the most items.</summary>
    public int Count { get; } = count;
}
