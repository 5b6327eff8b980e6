namespace Ngixi.Cli.Output;

/// <summary>How a text is meant, which a terminal shows by color.</summary>
internal enum Tone
{
    Plain,
    Dim,
    Strong,
    Good,
    Warning,
    Bad,
}
