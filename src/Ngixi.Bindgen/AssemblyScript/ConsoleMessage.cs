namespace Ngixi.Bindgen;

/// <summary>The function by which a guest wrote to its console.</summary>
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

/// <summary>A message that a guest wrote to its console.</summary>
/// <param name="Context">The guest.</param>
/// <param name="Level">The function by which it wrote.</param>
/// <param name="Text">The message: any text, including control characters.</param>
public readonly record struct ConsoleMessage(GuestContext Context, ConsoleLevel Level, string Text);
