using Ngixi.Bindgen.Text;

namespace Ngixi.Bindgen.Contracts;

/// <summary>Tells whether guests of one shape fit a host of another, and what keeps them from it. The time is linear in both.</summary>
internal static class ContractComparison
{
    /// <summary>Finds the changes to <paramref name="after"/> that break guests built against <paramref name="before"/>.</summary>
    public static IReadOnlyList<ContractChange> BreaksOf(ContractShape before, ContractShape after) =>
        after.IsExported
            ? BreaksOfExports([before], after)
            : new TypeComparison(before, after).Compare(
                before.Functions.Where(function => !before.IsReplaced(function.Key)),
                FunctionsMissed(before, after));

    /// <summary>
    /// Finds the changes that keep guests from a host that calls <paramref name="after"/>. A guest has one export of each name,
    /// so a function is compared with the guest's function of that name in any interface.
    /// </summary>
    /// <param name="said">The contracts that the guest was built against, each once.</param>
    /// <param name="after">The contract that the host calls.</param>
    public static IReadOnlyList<ContractChange> BreaksOfExports(IReadOnlyCollection<ContractShape> said, ContractShape after)
    {
        List<ContractChange> changes = [];
        HashSet<string> open = new(after.Functions.Select(function => function.Key), StringComparer.Ordinal);
        ContractShape? own = said.FirstOrDefault(shape => shape.Name == after.Name);
        foreach (ContractShape before in said.OrderBy(shape => shape != own))
        {
            ContractFunction[] functions = [.. before.Functions.Where(function => open.Remove(function.Key))];
            changes.AddRange(new TypeComparison(before, after).Compare(functions, []));
        }

        return own is null ? changes : [.. changes, .. FunctionsUnknown(own, after, open)];
    }

    /// <summary>Finds the changes that break guests of another interface, whose methods moved to <paramref name="after"/>.</summary>
    /// <param name="before">The contract that the guest was built against.</param>
    /// <param name="after">The contract that the host calls.</param>
    /// <param name="isMoved">Whether a function of <paramref name="before"/> moved to the other.</param>
    public static IReadOnlyList<ContractChange> BreaksOfMoved(
        ContractShape before, ContractShape after, Func<ContractFunction, bool> isMoved) =>
        new TypeComparison(before, after).Compare(
            before.Functions.Where(function => after.FindFunction(function.Key) is not null && isMoved(function)),
            []);

    /// <summary>Finds the lines that only <paramref name="after"/> has.</summary>
    public static IEnumerable<ContractLine> AdditionsOf(ContractShape before, ContractShape after) =>
        after.Lines.Where(line => before.Find(line.Key) is null);

    // A guest that knows a later version of a function cannot call the one before.
    private static IEnumerable<ContractChange> FunctionsMissed(ContractShape before, ContractShape after)
    {
        Namesakes added = new(after.Functions.Where(function => before.FindFunction(function.Key) is null));
        foreach (ContractFunction function in before.Functions.Where(function =>
            after.FindFunction(function.Key) is null && !before.IsReplaced(function.Key)))
        {
            yield return added.Take(function) is { } now
                ? Renamed(before, function, after, now, "import")
                : new ContractChange(
                    ContractChangeKind.Removed,
                    before.Name,
                    function,
                    null,
                    $"{ContractWords.Line(function)} was removed");
        }
    }

    private static IEnumerable<ContractChange> FunctionsUnknown(ContractShape before, ContractShape after, HashSet<string> keys)
    {
        Namesakes removed = new(before.Functions.Where(function => after.FindFunction(function.Key) is null));
        foreach (ContractFunction function in after.Functions.Where(function => keys.Contains(function.Key)))
        {
            yield return removed.Take(function) is { } earlier
                ? Renamed(before, earlier, after, function, "export")
                : new ContractChange(ContractChangeKind.Added, before.Name, null, function, $"{ContractWords.Line(function)} was added");
        }
    }

    private static ContractChange Renamed(
        ContractShape before, ContractFunction function, ContractShape after, ContractFunction now, string noun)
    {
        string difference = ContractWords.Difference(function.Signature, before, now.Signature, after);
        string words = $"the {noun} {Quoted.Of(function.Key)} became {Quoted.Of(now.Key)}";
        return new ContractChange(
            ContractChangeKind.Renamed,
            before.Name,
            function,
            now,
            difference.Length == 0 ? words : $"{words}, {difference}");
    }

    /// <summary>Functions that may be others under a new name.</summary>
    private sealed class Namesakes
    {
        private readonly Dictionary<string, Queue<ContractFunction>> functions = new(StringComparer.Ordinal);
        private readonly HashSet<ContractFunction> taken = [];

        public Namesakes(IEnumerable<ContractFunction> functions)
        {
            foreach (ContractFunction function in functions)
            {
                Add(function.Signature.Text, function);
                if (function.Signature.Name != function.Signature.Text)
                {
                    Add(function.Signature.Name, function);
                }
            }
        }

        /// <summary>Takes the function of the same signature, or else of the same method, or returns null.</summary>
        public ContractFunction? Take(ContractFunction function) => Take(function.Signature.Text) ?? Take(function.Signature.Name);

        private ContractFunction? Take(string name)
        {
            while (functions.TryGetValue(name, out Queue<ContractFunction>? found) && found.Count > 0)
            {
                ContractFunction next = found.Dequeue();
                if (taken.Add(next))
                {
                    return next;
                }
            }

            return null;
        }

        private void Add(string name, ContractFunction function)
        {
            if (!functions.TryGetValue(name, out Queue<ContractFunction>? found))
            {
                functions.Add(name, found = new());
            }

            found.Enqueue(function);
        }
    }
}
