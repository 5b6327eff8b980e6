namespace Ngixi.Bindgen.Build;

/// <summary>One stub file, as an assembly carries it.</summary>
internal sealed class GuestStub(string language, string path, string contract, string needs, string index, string entry, string text)
{
    /// <summary>Gets the language of the guests.</summary>
    public string Language { get; } = language;

    /// <summary>Gets the file's name, relative to the guest directory, with <c>/</c> between folders.</summary>
    public string Path { get; } = path;

    /// <summary>Gets the full name of the interface that the file is of; empty for what several interfaces use.</summary>
    public string Contract { get; } = contract;

    /// <summary>Gets the other files that this one does not compile without.</summary>
    public IReadOnlyList<string> Needs { get; } = needs.Split([';'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Gets the name of the file that names this one to guests; empty for none.</summary>
    public string Index { get; } = index;

    /// <summary>Gets what that file has of this one, after its own text.</summary>
    public string Entry { get; } = entry;

    public string Text { get; } = text;
}

/// <summary>One file in the folder of a guest.</summary>
internal sealed class GuestFile(string path, string text)
{
    /// <summary>Gets the file's name, relative to the guest directory, with <c>/</c> between folders.</summary>
    public string Path { get; } = path;

    public string Text { get; } = text;
}
