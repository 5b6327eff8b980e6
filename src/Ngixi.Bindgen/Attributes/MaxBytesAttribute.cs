namespace Ngixi.Bindgen;

/// <summary>
/// Limits the bytes that a guest may pass in a string or sequence parameter. A longer one is a bad argument, refused
/// before anything is read or allocated.
/// </summary>
/// <remarks>
/// Counts the bytes in guest memory: two for each UTF-16 code unit, the size of an element for each element. Without it
/// a parameter is bounded by <see cref="GuestOptions.MaxBytesPerCall"/> only.
/// </remarks>
/// <param name="bytes">The limit in bytes, 0 or more.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MaxBytesAttribute(int bytes) : Attribute
{
    /// <summary>Gets the limit in bytes.</summary>
    public int Bytes { get; } = bytes;
}
