using System.Text.Json;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;

namespace Ngixi.Cli.Commands;

/// <summary>What a command found, for people and for programs.</summary>
internal sealed class Outcome
{
    /// <summary>Gets what goes to people.</summary>
    public Action<Page> Show { get; init; } = static _ => { };

    /// <summary>Gets what goes to people beside that, on the standard error.</summary>
    public Action<Page> Aside { get; init; } = static _ => { };

    /// <summary>Gets what goes to programs: the members of a JSON object.</summary>
    public Action<Utf8JsonWriter> Json { get; init; } = static _ => { };

    /// <summary>Gets what went wrong beside that; null for nothing.</summary>
    public Failure? Failure { get; init; }
}
