using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Parsing;

/// <summary>In which surroundings a declaration was read, and found to mean the same since.</summary>
internal sealed class Reading(SyntaxTree file, Surroundings surroundings)
{
    private Surroundings surroundings = surroundings;
    private IReadOnlyCollection<FileNames>? dependencies;

    /// <summary>Gets whether the declaration would be read as the same.</summary>
    public bool IsValidIn(Surroundings now)
    {
        if (now == surroundings)
        {
            return true;
        }

        if (now.ChangeSince(surroundings) is not { } change || change.Concerns(file, ref dependencies))
        {
            return false;
        }

        surroundings = now;
        return true;
    }
}
