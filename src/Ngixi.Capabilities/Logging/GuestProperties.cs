namespace Ngixi.Capabilities;

/// <summary>Gathers the properties that a guest gives to an event, within the limits of its grant.</summary>
internal sealed class GuestProperties(LogGrant grant)
{
    /// <summary>Keeps a guest's names apart from those of the host.</summary>
    public const string Prefix = "guest.";

    private readonly List<KeyValuePair<string, object?>> items = [];

    /// <summary>Gets the properties that were added.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Items => items;

    /// <summary>Gets how many were not added: beyond the limit, or of a name that another has.</summary>
    public int Dropped { get; private set; }

    /// <summary>Gets the levels of objects whose members are properties.</summary>
    public int MaxDepth => grant.MaxDepth;

    /// <summary>Gets the UTF-16 code units of a text, after which it is cut.</summary>
    public int MaxValueLength => grant.MaxValueLength;

    public void Add(ReadOnlySpan<char> name, object? value)
    {
        string key = Prefix + ShownText.Of(name, grant.MaxKeyLength);
        if (items.Count == grant.MaxProperties || items.Exists(item => item.Key == key))
        {
            Dropped++;
            return;
        }

        items.Add(new KeyValuePair<string, object?>(key, value));
    }
}
