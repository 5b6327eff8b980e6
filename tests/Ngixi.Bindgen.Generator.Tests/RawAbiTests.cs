using System.Text.RegularExpressions;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests;

/// <summary>
/// Everything that a guest which is already built depends on: names and signatures of imports and exports, and contracts with their
/// hashes. A line of this file that changes breaks such guests.
/// </summary>
public sealed partial class RawAbiTests
{
    [Fact]
    public void Raw_signatures_and_contracts_are_as_approved()
    {
        IEnumerable<string> lines = SnapshotCase.Names.SelectMany(name => GeneratedFiles.From(SnapshotCase.Compile(name)).HostWithoutStubs
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .SelectMany(file => Lines(file.Value).Select(line => $"{name}: {line}")));
        Snapshot.Verify(TestPaths.Abi, new Dictionary<string, string> { ["raw.txt"] = $"{string.Join('\n', lines)}\n" });
    }

    private static IEnumerable<string> Lines(string source) =>
        Definition().Matches(source).Select(match => $"import {match.Groups[1].Value}")
            .Concat(Export().Matches(source).Select(match => $"export {match.Groups[1].Value}"))
            .Concat(Contract()
                .Matches(source)
                .SelectMany(match => match.Groups[1].Value.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)));

    [GeneratedRegex(@"imports\.Define\((.*), &")]
    private static partial Regex Definition();

    [GeneratedRegex(@"new global::Ngixi\.Bindgen\.Runtime\.GuestExport\((.*?)\)[,)]")]
    private static partial Regex Export();

    [GeneratedRegex(@"const string Contract =\n\s*""""""\n(.*?)\n\s*"""""";", RegexOptions.Singleline)]
    private static partial Regex Contract();
}
