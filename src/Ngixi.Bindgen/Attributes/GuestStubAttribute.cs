using System.ComponentModel;

namespace Ngixi.Bindgen;

/// <summary>Carries one stub file for guests inside the host's assembly. Written by the generator, read by the build.</summary>
/// <param name="language">The language of the guests, as projects name it.</param>
/// <param name="path">The file's name, relative to the guest directory, with <c>/</c> between folders.</param>
/// <param name="text">The file's text, with <c>\n</c> line ends.</param>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GuestStubAttribute(string language, string path, string text) : Attribute
{
    /// <summary>Gets the language of the guests.</summary>
    public string Language { get; } = language;

    /// <summary>Gets the file's name, relative to the guest directory.</summary>
    public string Path { get; } = path;

    /// <summary>Gets the file's text.</summary>
    public string Text { get; } = text;
}
