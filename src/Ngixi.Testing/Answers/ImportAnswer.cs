namespace Ngixi.Testing.Answers;

/// <summary>How one call of an import answers.</summary>
/// <param name="Kind">Which of the ways.</param>
/// <param name="Number">The number that is returned; 0 for other ways.</param>
/// <param name="Bytes">The bytes that go to the result area, as they lie there.</param>
/// <param name="Text">The text that goes to the result area, or the message of an error or trap.</param>
internal sealed record ImportAnswer(AnswerKind Kind, double Number = 0, byte[]? Bytes = null, string? Text = null)
{
    /// <summary>Gets the number where it is an integer.</summary>
    public long Integer { get; init; }
}
