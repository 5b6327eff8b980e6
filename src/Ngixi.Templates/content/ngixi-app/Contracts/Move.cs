namespace NgixiApp;

/// <summary>A hand. Each beats the one before it, and the first beats the last.</summary>
public enum Move
{
    Rock,
    Paper,
    Scissors,
}
