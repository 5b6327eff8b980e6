namespace Examples;

/// <summary>An entry of the list.</summary>
/// <param name="Name">The word that runs it.</param>
/// <param name="Shows">One line about it.</param>
/// <param name="RunAsync">The program.</param>
internal sealed record Example(string Name, string Shows, Func<Task> RunAsync);
