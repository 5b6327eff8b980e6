namespace NgixiApp;

/// <summary>A round that was played.</summary>
/// <param name="Yours">The player's move.</param>
/// <param name="Theirs">The opponent's move.</param>
public record Round(Move Yours, Move Theirs);
