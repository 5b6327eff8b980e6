namespace Ngixi.Bindgen.Errors;

/// <summary>
/// A guest passed what the host must not accept. It only travels from where an argument is read to the edge of the
/// import, which knows the import's name.
/// </summary>
internal sealed class BadArgumentException(string? parameter, string reason) : Exception(reason)
{
    public string? Parameter { get; } = parameter;
}
