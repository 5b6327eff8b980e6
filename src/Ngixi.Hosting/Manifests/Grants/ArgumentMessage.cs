namespace Ngixi.Hosting.Manifests.Grants;

/// <summary>Gets what an exception says, without the name of a parameter that no manifest has.</summary>
internal static class ArgumentMessage
{
    public static string Of(ArgumentException exception)
    {
        int end = exception.Message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
