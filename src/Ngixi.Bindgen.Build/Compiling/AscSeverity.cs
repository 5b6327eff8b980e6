namespace Ngixi.Bindgen.Build.Compiling;

/// <summary>How bad it is what asc says.</summary>
internal enum AscSeverity
{
    Message,
    Warning,
    Error,
}
