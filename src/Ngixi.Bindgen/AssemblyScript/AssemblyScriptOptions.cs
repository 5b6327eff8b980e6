namespace Ngixi.Bindgen;

/// <summary>
/// What guests get of AssemblyScript's own imports, those that its standard library asks for. Each is defined only when
/// it is granted here; <c>abort</c> always is.
/// </summary>
public sealed record AssemblyScriptOptions
{
    /// <summary>Gets what takes <c>console.log</c>, its like, and <c>trace</c>. Called on each thread that runs a guest.</summary>
    public Action<ConsoleMessage>? Console { get; init; }

    /// <summary>Gets the clock behind <c>Date.now()</c>, in milliseconds since 1970, and <c>performance.now()</c>.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Gets what starts an instance's <c>Math.random()</c>: any number but 0. The same number makes the same sequence.</summary>
    public Func<double>? Seed { get; init; }
}
