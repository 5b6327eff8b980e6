namespace Ngixi.Bindgen.CodeFixes.Editing;

internal static class InterfaceName
{
    /// <summary>The name without the <c>I</c> of C#.</summary>
    public static string WithoutPrefix(string name) =>
        name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name.Substring(1) : name;
}
