using System.Text;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>
/// What a guest's names make the host do before and after it is instantiated: allocation is linear in their length, and
/// messages have a size that a log can take.
/// </summary>
public sealed class HostileNamesTests : IDisposable
{
    private const int MaxMessage = 200_000;

    private static readonly Dictionary<string, string> Imports = new()
    {
        {
            "missing imports beside a contract of many lines",
            "(import \"ngixi\" \""
            + Marker("zz/IUnknown", number => $"k{number}: K()")
            + "\" (func))"
            + Many(number => $"(import \"zz\" \"no{number}\" (func))")
        },
        {
            "a chain of records",
            "(import \"ngixi\" \""
            + Marker("stored/IStored", number => number == 0 ? "st_get: Get() -> w1" : $"record w{number}: (w{number + 1} x)")
            + "\" (func))"
        },
        { "many markers of one contract", Many(number => $"(import \"ngixi\" \"abi:1:stored/IStored@{number} st_get: Get()\" (func))") },
        {
            "many parts of one contract",
            Many(number => $"(import \"ngixi\" \"abi:1:stored/IStored@0#{number}/1000000 st_get: Get()\" (func))")
        },
        {
            "parameters that all differ",
            "(import \"ngixi\" \"abi:1:stored/IStored@0 st_get: Get("
            + string.Join(", ", Enumerable.Range(0, 6_000).Select(number => $"int p{number}"))
            + ")\" (func))"
        },
        {
            "a type of ten thousand levels",
            "(import \"ngixi\" \"abi:1:stored/IStored@0 st_get: Get(" + new string('(', 10_000) + "int\" (func))"
        },
        {
            "lists of lists",
            "(import \"ngixi\" \"abi:1:stored/IStored@0 st_get: Get(int" + string.Concat(Enumerable.Repeat("[]", 10_000)) + " a)\" (func))"
        },
    };

    private readonly Linker linker = new(RawGuest.Engine);

    public HostileNamesTests() => linker.DefineStored(new Stored());

    public static TheoryData<string> Kinds => new(Imports.Keys);

    public void Dispose() => linker.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_check_allocates_in_proportion_to_what_the_guest_imports(string what)
    {
        string imports = Imports[what];
        using Module module = Module.FromText(RawGuest.Engine, "raw-guest", $"(module {imports})");
        IReadOnlyList<ContractDifference> differences = linker.FindContractDifferences(RawGuest.Engine, module);
        Assert.True(differences.Count is > 0 and <= DifferenceList.MaxListed + 1, what);
        Assert.True(differences.Sum(difference => difference.Message.Length) < MaxMessage, what);
        long before = GC.GetAllocatedBytesForCurrentThread();
        linker.FindContractDifferences(RawGuest.Engine, module);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 400L * imports.Length, $"{what}: {allocated:N0} bytes for {imports.Length:N0} characters");
    }

    [Fact]
    public void More_differences_than_a_person_reads_are_not_listed()
    {
        using Module module = Module.FromText(
            RawGuest.Engine,
            "raw-guest",
            $"(module {Many(number => $"(import \"zz\" \"no{number}\" (func))")})");
        ContractMismatchException exception = Assert.Throws<ContractMismatchException>(() =>
            linker.CheckContracts(RawGuest.Engine, module));
        Assert.Equal(101, exception.Differences.Count);
        Assert.Equal(
            (ContractDifferenceKind.NotListed, "More than these 100 differ; the rest is not listed."),
            (exception.Differences[^1].Kind, exception.Differences[^1].Message));
    }

    [Fact]
    public void A_check_can_be_cancelled()
    {
        using Module module = Module.FromText(RawGuest.Engine, "raw-guest", "(module (import \"zz\" \"no\" (func)))");
        Assert.Throws<OperationCanceledException>(() =>
            linker.CheckContracts(RawGuest.Engine, module, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void An_instance_of_a_hundred_thousand_exports_is_refused_at_once()
    {
        using Module module = Module.FromText(
            RawGuest.Engine,
            "raw-guest",
            $"(module {string.Concat(Enumerable.Range(0, 100_000).Select(number => $"(global (export \"g{number}\") i32 (i32.const 1))"))})");
        using Store store = new(RawGuest.Engine);
        Instance instance = new(store, module);
        long before = GC.GetAllocatedBytesForCurrentThread();
        WasmExportException exception = Assert.Throws<WasmExportException>(() => instance.GetReview());
        Assert.Contains("the guest has more than 2,000 exports", exception.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        Assert.NotEmpty(module.FindReviewDifferences());
    }

    /// <summary>A name that forges a line of a log, clears a terminal, and turns the text around.</summary>
    [Theory]
    [InlineData("(import \"env\" \"NAME\" (func))")]
    [InlineData("(import \"NAME\" \"a\" (func))")]
    [InlineData("(import \"stored\" \"NAME\" (global i32))")]
    [InlineData("(import \"ngixi\" \"abi:1:NAME@0 a: A()\" (func))")]
    [InlineData("(import \"ngixi\" \"abi:1:stored/IStored@NAME a: A()\" (func))")]
    [InlineData("(import \"ngixi\" \"abi:1:stored/IStored@0 NAME\" (func))")]
    [InlineData("(import \"ngixi\" \"abi:1:stored/IStored@0 a: NAME()\" (func))")]
    [InlineData("(import \"ngixi\" \"abi:1:stored/IStored@0 st_get: Get(NAME a)\" (func))")]
    [InlineData("(import \"ngixi\" \"abi:1:stored/IStored@0 st_get: Get(int NAME)\" (func))")]
    [InlineData("(import \"ngixi\" \"abi:1:stored/IStored@0 st_move: Move(string key, Place place) throws NAME\" (func))")]
    [InlineData("(import \"ngixi\" \"abi:1:stored/IStored@0 st_place_of: PlaceOf(string key) -> Place; enum Place: NAME\" (func))")]
    [InlineData("(import \"ngixi\" \"abi:1:stored/IStored@0 st_move: Move(string key, Place place) throws StoredError; enum Place: int; enum Place.NAME: 0\" (func))")]
    public void No_name_of_a_guest_forges_a_line_or_steers_a_terminal(string import)
    {
        const string Name = "x\r\n-The\u001b[2J\u202e\u0085\u0000\u2028`y";
        string text = import.Replace(
            "NAME",
            string.Concat(Encoding.UTF8.GetBytes(Name).Select(part => $"\\{part:x2}")),
            StringComparison.Ordinal);
        using Module module = Module.FromText(RawGuest.Engine, "raw-guest", $"(module {text})");
        IReadOnlyList<ContractDifference> differences = linker.FindContractDifferences(RawGuest.Engine, module);
        Assert.NotEmpty(differences);
        Assert.All(differences, difference =>
            Assert.DoesNotContain(difference.Message, character => char.IsControl(character) || character is '\u202e' or '\u2028'));
        Assert.All(differences, difference =>
            Assert.True(difference.Message.Count(character => character == '`') % 2 == 0, difference.Message));
    }

    private static string Marker(string contract, Func<int, string> line) =>
        $"abi:1:{contract}@0 {string.Join("; ", Enumerable.Range(0, 3_000).Select(line))}";

    private static string Many(Func<int, string> import) => string.Concat(Enumerable.Range(0, 2_000).Select(import));
}
