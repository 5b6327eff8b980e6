using System.Text.RegularExpressions;

namespace Ngixi.Bindgen.Conformance.Tests;

/// <summary>One type that crosses.</summary>
/// <param name="Name">The methods that pass it.</param>
/// <param name="CSharp">The type in C#.</param>
/// <param name="AssemblyScript">The type in the stubs.</param>
/// <param name="Notes">What a reader of the documentation should know.</param>
/// <param name="Values">The values at its edges.</param>
public sealed partial record TypeRow(string Name, string CSharp, string AssemblyScript, string Notes, IReadOnlyList<object?> Values)
{
    /// <summary>What the guest calls the methods.</summary>
    public string GuestName => char.ToLowerInvariant(Name[0]) + Name[1..];

    /// <summary>The import that takes it.</summary>
    public string TakeImport => $"take_{WordEnd().Replace(Name, "$1_").ToLowerInvariant()}";

    public override string ToString() => CSharp;

    [GeneratedRegex("([a-z0-9]|[A-Z](?=[A-Z][a-z]))(?=[A-Z])")]
    private static partial Regex WordEnd();
}
