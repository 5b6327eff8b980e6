namespace Ngixi.Bindgen.Generator.Printing;

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
}
