using Microsoft.CodeAnalysis;

namespace Ngixi.Bindgen.Generator.Incremental;

/// <summary>In which surroundings a declaration was read, and found to mean the same since.</summary>
internal sealed class CachedParse(SyntaxTree file, ProjectSnapshot surroundings)
{
    private ProjectSnapshot surroundings = surroundings;
    private IReadOnlyCollection<DeclaredNames>? dependencies;

    /// <summary>Gets whether the declaration would be read as the same.</summary>
    public bool IsValidIn(ProjectSnapshot now)
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
