using Ngixi.Bindgen.Generator.Collections;

namespace Ngixi.Bindgen.Generator.Printing;

/// <summary>A finished file of C#.</summary>
/// <param name="Failure">What went wrong, where there is no file for that.</param>
internal sealed record SourceFile(HintName Name, string Text, Failure? Failure = null);

/// <summary>A finished file for guests.</summary>
/// <param name="Origin">The full name of the C# type that it is made from.</param>
/// <param name="Path">Its name in the guest directory.</param>
/// <param name="Exports">What of it guests see; empty where they see all that it exports.</param>
/// <param name="IsEntry">Whether it is for the host to see, in the guest's exports.</param>
/// <param name="Failure">What went wrong, where there is no file for that.</param>
internal sealed record StubFile(string Origin, string Path, string Text, EquatableArray<string> Exports, bool IsEntry = false, Failure? Failure = null)
{
    public StubExports ForIndex => new(Path, Exports, IsEntry);
}

/// <summary>What guests see of a stub file, or the host.</summary>
internal sealed record StubExports(string Path, EquatableArray<string> Names, bool IsEntry);

/// <summary>A fault of the generator itself.</summary>
/// <param name="Type">The full name of the type that it was at.</param>
internal sealed record Failure(string Type, string Reason)
{
    /// <summary>Prints something. A fault in one thing must not take the glue of all others with it.</summary>
    /// <param name="type">The type that it is made from.</param>
    public static T Contain<T>(string type, Func<T> print, Func<Failure, T> failed)
    {
        try
        {
            return print();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return failed(new Failure(type, $"{exception.GetType().Name}: {exception.Message}"));
        }
    }

    public static SourceFile Source(string type, Func<SourceFile> print) =>
        Contain(type, print, static failure => new SourceFile(new HintName(failure.Type), "", failure));

    public static StubFile Stub(string type, Func<StubFile> print) =>
        Contain(type, print, static failure => new StubFile(failure.Type, "", "", default, Failure: failure));
}
