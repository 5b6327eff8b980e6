namespace Ngixi.Bindgen;

/// <summary>
/// Limits the bytes that a guest may pass in a parameter. A larger argument is rejected before the host reads or allocates
/// anything.
/// </summary>
/// <remarks>
/// Counts bytes of guest memory: two for each UTF-16 code unit, and the size of an element for each element. A parameter
/// without it is limited by <see cref="GuestOptions.MaxBytesPerCall"/> only.
/// </remarks>
/// <param name="bytes">The limit in bytes, 0 or more.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MaxBytesAttribute(int bytes) : Attribute
{
    /// <summary>Gets the limit in bytes.</summary>
    public int Bytes { get; } = bytes;
}
