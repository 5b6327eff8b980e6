using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Printing;

/// <summary>A finished file of C#, under its name in the compilation.</summary>
internal sealed record SourceFile(string HintName, string Text);

/// <summary>A finished file for guests.</summary>
/// <param name="Origin">The full name of the C# type that it is made from.</param>
/// <param name="Path">Its name in the guest directory.</param>
/// <param name="Exports">What of it guests see; empty where they see all that it exports.</param>
/// <param name="IsEntry">Whether it is for the host to see, in the guest's exports.</param>
internal sealed record StubFile(string Origin, string Path, string Text, EquatableArray<string> Exports, bool IsEntry = false)
{
    public StubExports ForIndex => new(Path, Exports, IsEntry);
}

/// <summary>What guests see of a stub file, or the host.</summary>
internal sealed record StubExports(string Path, EquatableArray<string> Names, bool IsEntry);
