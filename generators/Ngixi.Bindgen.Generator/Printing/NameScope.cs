namespace Ngixi.Bindgen.Generator.Printing;

/// <summary>Gives out names that are not taken yet; one that is gets underscores.</summary>
internal sealed class NameScope(params string[] taken)
{
    private readonly HashSet<string> names = new(taken, StringComparer.Ordinal);

    public string Take(string name)
    {
        while (!names.Add(name))
        {
            name += "_";
        }

        return name;
    }
}
