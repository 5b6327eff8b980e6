namespace Ngixi.Bindgen.Contracts;

/// <summary>Says what differs between two things of the same key.</summary>
internal static class ContractWords
{
    public static string Difference(ContractLine before, ContractLine after)
    {
        if (before.IsFunction)
        {
            return string.Join(", ", Differences(ContractSignature.Parse(before.Value), ContractSignature.Parse(after.Value)));
        }

        // The fields of a record, or of a union's case behind its number.
        ContractSignature one = ContractSignature.Parse(before.Value);
        ContractSignature other = ContractSignature.Parse(after.Value);
        return one.Name == other.Name
            ? string.Join(", ", ListDifferences("field", one.Parameters, other.Parameters))
            : $"`{before.Path}` changed from `{before.Value}` to `{after.Value}`";
    }

    private static IEnumerable<string> Differences(ContractSignature before, ContractSignature after)
    {
        if (before.Name != after.Name)
        {
            yield return $"`{before.Name}` became `{after.Name}`";
        }

        foreach (string difference in ListDifferences("parameter", before.Parameters, after.Parameters))
        {
            yield return difference;
        }

        if (before.Result != after.Result)
        {
            yield return Change("the result", "it has a result", "it has no result any more", before.Result, after.Result);
        }

        if (before.Errors != after.Errors)
        {
            yield return Change("the errors", "errors were added", "the errors were removed", before.Errors, after.Errors);
        }
    }

    private static IEnumerable<string> ListDifferences(string noun, IReadOnlyList<(string Type, string Name)> before, IReadOnlyList<(string Type, string Name)> after)
    {
        List<string> known = [.. before.Select(parameter => parameter.Name)];
        List<string> now = [.. after.Select(parameter => parameter.Name)];
        HashSet<string> renamed = new(StringComparer.Ordinal);
        for (int i = 0; i < before.Count; i++)
        {
            (string type, string name) = before[i];
            int place = now.IndexOf(name);
            if (place >= 0)
            {
                if (after[place].Type != type)
                {
                    yield return $"{noun} `{name}` changed from `{type}` to `{after[place].Type}`";
                }
            }
            else if (i < after.Count && after[i].Type == type && !known.Contains(after[i].Name))
            {
                renamed.Add(after[i].Name);
                yield return $"{noun} `{name}` became `{after[i].Name}`";
            }
            else
            {
                yield return $"{noun} `{name}` was removed";
            }
        }

        foreach (string name in now.Where(name => !known.Contains(name) && !renamed.Contains(name)))
        {
            yield return $"{noun} `{name}` was added";
        }

        if (!known.Where(now.Contains).SequenceEqual(now.Where(known.Contains)))
        {
            yield return $"the {noun}s changed places";
        }
    }

    private static string Change(string what, string added, string removed, string before, string after) =>
        before.Length == 0 ? $"{added}, `{after}`" : after.Length == 0 ? removed : $"{what} changed from `{before}` to `{after}`";
}
