namespace Ngixi.Bindgen.Generator.Printing.CSharp;

/// <summary>A finished file of C#.</summary>
/// <param name="Failure">What went wrong, where there is no file for that.</param>
internal sealed record SourceFile(HintName Name, string Text, Failure? Failure = null)
{
    /// <summary>Prints a file. A fault in one must not take all others with it.</summary>
    /// <param name="type">The type that it is made from.</param>
    public static SourceFile Contain(string type, Func<SourceFile> print) =>
        Printing.Failure.Contain(type, print, static failure => new SourceFile(new HintName(failure.Type), "", failure));
}
