namespace Ngixi.Bindgen;

/// <summary>How a guest wrote to its console.</summary>
public enum ConsoleLevel
{
    /// <summary><c>console.debug</c>.</summary>
    Debug,

    /// <summary><c>console.log</c>.</summary>
    Log,

    /// <summary><c>console.info</c>.</summary>
    Info,

    /// <summary><c>console.warn</c>.</summary>
    Warn,

    /// <summary><c>console.error</c>, and <c>console.assert</c> of something false.</summary>
    Error,

    /// <summary><c>trace</c>.</summary>
    Trace,
}

/// <summary>Something that a guest wrote to its console.</summary>
/// <param name="Context">The guest.</param>
/// <param name="Level">How it wrote.</param>
/// <param name="Text">What it wrote: any text, control characters too.</param>
public readonly record struct ConsoleMessage(GuestContext Context, ConsoleLevel Level, string Text);
