using System.ComponentModel;

namespace Ngixi.Bindgen;

/// <summary>Carries one stub file for guests inside the host's assembly. Written by the generator, read by the build.</summary>
/// <param name="language">The language of the guests, as projects name it.</param>
/// <param name="path">The file's name, relative to the guest directory, with <c>/</c> between folders.</param>
/// <param name="contract">The full name of the file's interface; empty for a file that several interfaces use.</param>
/// <param name="needs">The names of the other files that this one does not compile without, with <c>;</c> between them.</param>
/// <param name="index">The name of the file that names this one to guests; empty for none.</param>
/// <param name="entry">The lines of that file for this one, with <c>\n</c> ends, after its own text.</param>
/// <param name="text">The file's text, with <c>\n</c> line ends.</param>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class, AllowMultiple = true)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GuestStubAttribute(string language, string path, string contract, string needs, string index, string entry, string text)
    : Attribute
{
    /// <summary>Gets the language of the guests.</summary>
    public string Language { get; } = language;

    /// <summary>Gets the file's name, relative to the guest directory.</summary>
    public string Path { get; } = path;

    /// <summary>Gets the full name of the file's interface; empty for a file that several interfaces use.</summary>
    public string Contract { get; } = contract;

    /// <summary>Gets the names of the other files that this one does not compile without, with <c>;</c> between them.</summary>
    public string Needs { get; } = needs;

    /// <summary>Gets the name of the file that names this one to guests; empty for none.</summary>
    public string Index { get; } = index;

    /// <summary>Gets the lines of that file for this one.</summary>
    public string Entry { get; } = entry;

    /// <summary>Gets the file's text; of an index, the text before its entries.</summary>
    public string Text { get; } = text;
}
