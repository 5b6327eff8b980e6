namespace Ngixi.Bindgen.Generator.Printing;

/// <summary>A finished file of C#.</summary>
/// <param name="Failure">What went wrong, where there is no file for that.</param>
internal sealed record SourceFile(HintName Name, string Text, Failure? Failure = null);

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
}
