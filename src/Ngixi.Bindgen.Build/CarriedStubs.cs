namespace Ngixi.Bindgen.Build;

/// <summary>The stubs that an assembly carries.</summary>
/// <param name="assembly">The assembly's name.</param>
/// <param name="languages">The languages that the generator knows, the usual one first.</param>
internal sealed class CarriedStubs(string assembly, IReadOnlyList<GuestStub> stubs, IReadOnlyList<string> languages)
{
    public string Assembly { get; } = assembly;

    public bool IsEmpty => stubs.Count == 0;

    /// <summary>Gets the languages that the generator knows, the usual one first.</summary>
    public IReadOnlyList<string> Languages { get; } = languages;

    /// <summary>Gets the languages that there are stubs in.</summary>
    public IReadOnlyList<string> CarriedLanguages => [.. Languages.Where(language => stubs.Any(stub => stub.Language == language))];

    /// <summary>The interfaces that guests in a language may ask for, by their full names.</summary>
    public IReadOnlyList<string> ContractsIn(string language) =>
        [.. stubs
            .Where(stub => stub.Language == language && stub.Contract.Length > 0)
            .Select(stub => stub.Contract)
            .Distinct()
            .OrderBy(name => name, StringComparer.Ordinal)];

    /// <summary>The files for guests in a language.</summary>
    public IReadOnlyList<GuestFile> FilesIn(string language) => Compose([.. stubs.Where(stub => stub.Language == language)]);

    /// <summary>The files for guests in a language that ask for some interfaces, and all that these files need.</summary>
    /// <param name="contracts">The full names of the interfaces.</param>
    /// <exception cref="StubException">A file needs another that the assembly does not carry.</exception>
    public IReadOnlyList<GuestFile> FilesIn(string language, IReadOnlyCollection<string> contracts)
    {
        Dictionary<string, GuestStub> byPath = stubs
            .Where(stub => stub.Language == language)
            .ToDictionary(stub => stub.Path, StringComparer.Ordinal);
        Dictionary<string, GuestStub> selected = new(StringComparer.Ordinal);
        Queue<GuestStub> next = new(byPath.Values.Where(stub => contracts.Contains(stub.Contract)));
        while (next.Count > 0)
        {
            GuestStub stub = next.Dequeue();
            if (selected.ContainsKey(stub.Path))
            {
                continue;
            }

            selected.Add(stub.Path, stub);
            foreach (string needed in stub.Index.Length > 0 ? stub.Needs.Append(stub.Index) : stub.Needs)
            {
                next.Enqueue(byPath.TryGetValue(needed, out GuestStub? other)
                    ? other
                    : throw new StubException(
                        "NGXB0003",
                        $"The assembly {Assembly} says that the stub '{stub.Path}' needs '{needed}', and has none of that name; "
                        + "nothing was written or deleted. Rebuild its project."));
            }
        }

        return Compose([.. selected.Values]);
    }

    /// <summary>Gives each index what it has of the others, in the order of their names.</summary>
    private static IReadOnlyList<GuestFile> Compose(IReadOnlyList<GuestStub> files)
    {
        ILookup<string, string> entries = files
            .OrderBy(stub => stub.Path, StringComparer.Ordinal)
            .ToLookup(stub => stub.Index, stub => stub.Entry, StringComparer.Ordinal);
        return [.. files.Select(stub => new GuestFile(stub.Path, stub.Text + string.Concat(entries[stub.Path])))];
    }
}
