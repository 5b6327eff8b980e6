namespace Ngixi.Bindgen.Generator.Printing;

/// <summary>Gives out names that are not taken yet, here or in the scope around it; one that is gets underscores.</summary>
internal sealed class NameScope
{
    private readonly HashSet<string> names;
    private readonly NameScope? outer;

    public NameScope(params string[] taken) => names = new(taken, StringComparer.Ordinal);

    private NameScope(NameScope outer)
        : this() => this.outer = outer;

    /// <summary>A scope inside this one, whose names hide none of it.</summary>
    public NameScope Inner() => new(this);

    public string Take(string name)
    {
        while (IsTaken(name))
        {
            name += "_";
        }

        names.Add(name);
        return name;
    }

    /// <summary>Keeps a name from being given out.</summary>
    public void Reserve(string name) => names.Add(name);

    private bool IsTaken(string name) => names.Contains(name) || outer?.IsTaken(name) == true;
}
