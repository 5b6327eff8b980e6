namespace Ngixi.Bindgen;

/// <summary>
/// The imports of AssemblyScript's standard library that guests get. Each is defined only if it is granted here;
/// <c>abort</c> always is.
/// </summary>
public sealed record AssemblyScriptOptions
{
    /// <summary>
    /// Gets the callback for <c>console.log</c>, its relatives, and <c>trace</c>, called on each thread that runs a guest.
    /// </summary>
    public Action<ConsoleMessage>? Console { get; init; }

    /// <summary>Gets the clock behind <c>Date.now()</c>, in milliseconds since 1970, and <c>performance.now()</c>.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Gets the seed of an instance's <c>Math.random()</c>: any number but 0. The same seed gives the same sequence.</summary>
    public Func<double>? Seed { get; init; }
}
