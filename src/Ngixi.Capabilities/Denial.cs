namespace Ngixi.Capabilities;

/// <summary>Something that a guest asked for and that no grant allows. The guest gets a code; this is for the host.</summary>
/// <param name="Capability">The capability, for example <c>http</c>.</param>
/// <param name="Request">The request, in words. Text of the guest in it is quoted.</param>
/// <param name="Reason">The rule that refused it.</param>
/// <param name="Grant">The text to add to the grant of the module, as C#, to allow it; null where no grant can.</param>
public sealed record Denial(string Capability, string Request, string Reason, string? Grant);
