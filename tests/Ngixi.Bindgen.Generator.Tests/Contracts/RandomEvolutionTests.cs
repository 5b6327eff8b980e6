using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Contracts;

/// <summary>
/// Made-up contracts are edited: each edit that can reach a guest is told, in words that name it, and no other is. Limits are told
/// where they are lower, and are no difference.
/// </summary>
public sealed class RandomEvolutionTests
{
    // Many contracts make one compilation.
    private const int InOneCompilation = 50;

    [Fact]
    public void Every_edit_that_can_reach_a_guest_is_told_in_words_that_name_it_and_no_other_is()
    {
        int first = Tries.Seed(1);
        int count = Tries.Count(400);
        for (int start = first; start < first + count; start += InOneCompilation)
        {
            Check(start, Math.Min(InOneCompilation, first + count - start));
        }
    }

    private static void Check(int start, int count)
    {
        List<Attempt> tries = [.. Enumerable.Range(start, count).Select(seed =>
        {
            RandomContract before = new(seed);
            string source = before.Print($"C{seed}");
            List<string> edits = [];
            List<string> expected = [];
            RandomContract after = before.Edit(1 + (seed % 4), edits, expected);
            return new Attempt(seed, edits, expected, after.Lowered, source, after.Print($"C{seed}"));
        })];
        Dictionary<string, HostContract> olders = ContractsOf(tries.Select(one => one.Before));
        Dictionary<string, HostContract> newers = ContractsOf(tries.Select(one => one.After));
        foreach ((int seed, List<string> edits, List<string> expected, IReadOnlyList<string> lowered, string before, string after) in tries)
        {
            HostContract older = olders[$"IC{seed}"];
            HostContract newer = newers[$"IC{seed}"];
            ContractShape guest = older.Shape;
            ContractShape host = newer.Shape;
            string explanation = $"NGIXI_SEED={seed} NGIXI_TRIES=1: {string.Join(", ", edits)}\n{before}\n{after}";
            List<string> words = [.. ContractComparison.BreaksOf(ReadBack(guest), host).Select(change => change.Words)];
            Assert.True(
                words.Count == expected.Count
                && expected.TrueForAll(one => words.Exists(told => told.Contains(one, StringComparison.Ordinal))),
                $"{explanation}\nexpected:\n{string.Join('\n', expected)}\nbut was:\n{string.Join('\n', words)}");
            Assert.True(ContractComparison.BreaksOf(guest, guest).Count == 0, explanation);

            // The record keeps guests that are still served, and no others.
            ContractFile recorded = ContractFile.Empty.Record([older]);
            ContractFile file = recorded.Record([newer]);
            int kept = guest.Hash != host.Hash && expected.Count == 0 ? 1 : 0;
            Assert.True(ContractFile.Parse(file.Print()).Contracts.Single().Earlier.Count == kept, explanation);

            string[] lower = [.. LimitComparison.Find(ContractFile.Parse(recorded.Print()).Contracts.Single(), newer)
                .Select(one => one.Limit.Text)];
            Assert.True(
                lower.SequenceEqual(lowered.Order(StringComparer.Ordinal)),
                $"{explanation}\nexpected limits:\n{string.Join('\n', lowered)}\nbut was:\n{string.Join('\n', lower)}");
            Assert.True(!LimitComparison.Find(file.Contracts.Single(), newer).Any(), explanation);
        }
    }

    /// <summary>A shape as a host reads it from a guest.</summary>
    private static ContractShape ReadBack(ContractShape shape) => shape.IsExported
        ? ContractMarker.Join(ContractMarker.ExportsOf(shape).Select(name => ContractMarker.ParseExport(name)!))!
        : ContractMarker.Join(ContractMarker.ImportsOf(shape).Select(name => ContractMarker.ParseImport(name)!))!;

    private static Dictionary<string, HostContract> ContractsOf(IEnumerable<string> sources) =>
        ContractFiles.ContractsOf([.. sources]).ToDictionary(contract => contract.Shape.Name.Split('/')[^1]);

    private sealed record Attempt(
        int Seed, List<string> Edits, List<string> Expected, IReadOnlyList<string> Lowered, string Before, string After);
}
