using System.Text.RegularExpressions;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Contracts;

/// <summary>
/// Guests that asc compiled against one version of made-up contracts, on hosts of the other version: they get and give the
/// same values as at home, or are refused before they run in words that name the edits.
/// </summary>
public sealed partial class GuestsOfVersionsTests
{
    // A run of asc takes seconds, so that one guest uses many contracts. RandomEvolutionTests has the many tries.
    private const int ContractsOfGuest = 12;

    private const string Report = "namespace Reports { [WasmImport(\"report\")] public interface IReport { void Say(string text); } }\n";

    [Fact]
    public void A_guest_runs_as_at_home_or_is_refused_in_words_that_name_the_edits()
    {
        int first = Tries.Seed(1);
        int guests = Math.Max(1, Tries.Count(1) / 1_000);
        for (int guest = 0; guest < guests; guest++)
        {
            CheckServed(Contracts(first + (guest * 10_000), isServed: true));
            CheckRefused(Contracts(first + (guest * 10_000), isServed: false));
        }
    }

    private static void CheckServed(IReadOnlyList<Evolution> contracts)
    {
        string before = Report + string.Concat(contracts.Select(contract => contract.Before));
        string after = Report + string.Concat(contracts.Select(contract => contract.After));
        string seeds = string.Join(", ", contracts.Select(contract => contract.ToString()));
        CompiledHost older = new(before);
        CompiledHost newer = new(after, ContractFile.Empty.Record(ContractFiles.ContractsOf(before)).Print());
        byte[] guest = older.CompileGuest(Entry(contracts));
        Assert.Null(older.Run(guest, out string atHome));
        Assert.Contains("IReport.Say(", atHome, StringComparison.Ordinal);
        IReadOnlyList<ContractDifference>? differences = newer.Run(guest, out string elsewhere);
        Assert.True(differences is null, $"{seeds}\n{string.Join('\n', differences ?? [])}");
        Assert.True(atHome == elsewhere, $"{seeds}\n{atHome}\n{elsewhere}");

        // A guest of the later version may use what the earlier has not.
        byte[] later = newer.CompileGuest(Entry(contracts));
        Assert.Null(newer.Run(later, out atHome));
        if (older.Run(later, out elsewhere) is null)
        {
            Assert.True(atHome == elsewhere, $"{seeds}\n{atHome}\n{elsewhere}");
        }
    }

    private static void CheckRefused(IReadOnlyList<Evolution> contracts)
    {
        string before = Report + string.Concat(contracts.Select(contract => contract.Before));
        string after = Report + string.Concat(contracts.Select(contract => contract.After));
        byte[] guest = new CompiledHost(before).CompileGuest(Entry(contracts));
        IReadOnlyList<ContractDifference>? differences = new CompiledHost(after).Run(guest, out _);
        foreach (Evolution contract in contracts)
        {
            string[] messages = [.. (differences ?? [])
                .Where(difference => difference.Subject == $"env/I{contract.Name}")
                .Select(difference => difference.Message)];
            Assert.True(
                messages.Length > 0 && contract.Expected.All(words => messages.Any(message => Tells(message, words))),
                $"{contract}\n{contract.Before}\n{contract.After}\nexpected:\n{string.Join('\n', contract.Expected)}\nbut was:\n{string.Join('\n', messages)}");
        }
    }

    /// <summary>Gets whether a sentence tells a change, which a sentence of what is gone does by the thing itself.</summary>
    private static bool Tells(string message, string words) =>
        message.Contains(words, StringComparison.Ordinal)
        || Ending().Match(words) is { Success: true } gone
            && message.Contains(gone.Groups[1].Value.Split('`')[1], StringComparison.Ordinal);

    private static string Entry(IEnumerable<Evolution> contracts)
    {
        Evolution[] all = [.. contracts];
        return $$"""
            import { report, {{string.Join(", ", all.Select(contract => contract.Name.ToLowerInvariant()))}} } from "./host";

            export function run(): void {
            {{string.Join('\n', all.Select(contract => contract.Guest))}}
            }
            """;
    }

    private static List<Evolution> Contracts(int first, bool isServed) =>
        [.. Enumerable.Range(first, 10_000)
            .Select(Evolution.Of)
            .OfType<Evolution>()
            .Where(evolution => evolution.Expected.Count == 0 == isServed)
            .Take(ContractsOfGuest)];

    [GeneratedRegex(@"^(`.+`) was (?:removed|added)|^(`[^`]+ = 2 \()")]
    private static partial Regex Ending();

    /// <summary>One made-up contract before and after its edits, of types with names of its own.</summary>
    private sealed partial record Evolution(
        string Name, string Before, string After, string Guest, IReadOnlyList<string> Edits, IReadOnlyList<string> Expected)
    {
        public static Evolution? Of(int seed)
        {
            string name = $"C{seed}";
            RandomContract contract = new(seed, $"c{seed}_");
            if (contract.IsExported)
            {
                return null;
            }

            string before = contract.Print(name);
            List<string> edits = [];
            List<string> expected = [];
            RandomContract after = contract.Edit(2, edits, expected);
            return new Evolution(
                name,
                Own(before, name),
                Own(after.Print(name), name),
                contract.PrintGuest(name),
                edits,
                [.. expected.Select(words => Own(words, name))]);
        }

        public override string ToString() => $"{Name}: {string.Join(", ", Edits)}";

        private static string Own(string text, string name) => Typed().Replace(text, $"$0{name}");

        [GeneratedRegex(@"\b(Sent|Handed|Both|Error)(Enum|Flags|Record|Union|Case\d+)\b")]
        private static partial Regex Typed();
    }
}
