namespace Ngixi.Cli.Output;

/// <summary>A piece of a line.</summary>
/// <param name="Text">The text, which need not be safe: it is escaped where it is written.</param>
/// <param name="Tone">How it is meant.</param>
internal readonly record struct Words(string Text, Tone Tone = Tone.Plain)
{
    public static implicit operator Words(string text) => new(text);

    public static Words Dim(string text) => new(text, Tone.Dim);

    public static Words Strong(string text) => new(text, Tone.Strong);

    public static Words Good(string text) => new(text, Tone.Good);

    public static Words Warning(string text) => new(text, Tone.Warning);

    public static Words Bad(string text) => new(text, Tone.Bad);
}
