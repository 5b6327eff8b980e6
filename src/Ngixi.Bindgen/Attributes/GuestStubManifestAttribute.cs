using System.ComponentModel;

namespace Ngixi.Bindgen;

/// <summary>
/// Reports to the build that the generator ran, and the number of its stub files. Without it the build deletes nothing,
/// because an assembly whose generator was skipped looks like one without stubs.
/// </summary>
/// <param name="version">The version of this format, 3.</param>
/// <param name="count">The number of <see cref="GuestStubAttribute"/>s in the assembly.</param>
/// <param name="languages">The languages that the generator knows, the usual one first, with <c>;</c> between them.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GuestStubManifestAttribute(int version, int count, string languages) : Attribute
{
    /// <summary>Gets the version of this format.</summary>
    public int Version { get; } = version;

    /// <summary>Gets the number of stub files in the assembly.</summary>
    public int Count { get; } = count;

    /// <summary>Gets the languages that the generator knows, the usual one first, with <c>;</c> between them.</summary>
    public string Languages { get; } = languages;
}
