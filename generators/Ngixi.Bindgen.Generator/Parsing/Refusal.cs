namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>Why a type cannot cross.</summary>
/// <param name="Reason">The reason and a remedy, or null where it was reported at a place of its own.</param>
internal readonly record struct Refusal(string? Reason)
{
    /// <summary>A refusal that the user reads elsewhere already.</summary>
    public static Refusal Reported => default;

    /// <summary>Puts words before the reason.</summary>
    public Refusal Within(string words) => Reason is null ? this : new Refusal(words + Reason);
}
