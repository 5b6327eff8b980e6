namespace Ngixi.Hosting;

/// <summary>A module was refused before any code of it ran: it does not fit its manifest, its bounds or the host's contracts.</summary>
public sealed class GuestRefusedException : Exception
{
    internal GuestRefusedException(string module, IReadOnlyList<string> refusals)
        : base($"The module '{module}' was refused:{string.Concat(refusals.Select(refusal => $"\n  {refusal}"))}")
    {
        Module = module;
        Refusals = refusals;
    }

    /// <summary>Gets the name of the module.</summary>
    public string Module { get; }

    /// <summary>Gets all that was refused, each with what to do.</summary>
    public IReadOnlyList<string> Refusals { get; }
}
