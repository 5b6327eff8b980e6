namespace Ngixi.Bindgen.Build;

/// <summary>One stub file, as an assembly carries it.</summary>
internal sealed class GuestStub(string path, string text)
{
    /// <summary>Gets the file's name, relative to the guest directory, with <c>/</c> between folders.</summary>
    public string Path { get; } = path;

    public string Text { get; } = text;
}
