namespace Ngixi.Bindgen.Build;

/// <summary>One stub file, as an assembly carries it.</summary>
internal sealed class GuestStub(string language, string path, string text)
{
    /// <summary>Gets the language of the guests.</summary>
    public string Language { get; } = language;

    /// <summary>Gets the file's name, relative to the guest directory, with <c>/</c> between folders.</summary>
    public string Path { get; } = path;

    public string Text { get; } = text;
}

/// <summary>The stubs that an assembly carries.</summary>
internal sealed class CarriedStubs(IReadOnlyList<GuestStub> stubs, IReadOnlyList<string> languages)
{
    public IReadOnlyList<GuestStub> Stubs { get; } = stubs;

    /// <summary>Gets the languages that the generator knows, the usual one first.</summary>
    public IReadOnlyList<string> Languages { get; } = languages;

    /// <summary>The stubs in a language.</summary>
    public IReadOnlyList<GuestStub> In(string language) => [.. Stubs.Where(stub => stub.Language == language)];
}
