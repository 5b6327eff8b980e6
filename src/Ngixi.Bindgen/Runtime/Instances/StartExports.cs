namespace Ngixi.Bindgen.Runtime.Instances;

/// <summary>The exports that a guest wants to be called first.</summary>
internal static class StartExports
{
    /// <summary>Their names: that of a library, and that of a program.</summary>
    public static readonly string[] Names = ["_initialize", "_start"];
}
