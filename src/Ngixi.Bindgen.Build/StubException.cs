namespace Ngixi.Bindgen.Build;

/// <summary>Something that the build must stop for, with its code and the file that it is about.</summary>
internal sealed class StubException(string code, string message, string? file = null) : Exception(message)
{
    public string Code { get; } = code;

    public string? File { get; } = file;
}
