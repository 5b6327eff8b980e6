using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>A module is compared with a linker before any of its code runs, and every difference is said in words.</summary>
public sealed class ContractCheckTests : IDisposable
{
    private const string Get = "st_get: Get(string key, int flags) -> byte[]?";
    private const string GetImport = """(import "stored" "st_get" (func (param i32 i32 i32 i32) (result i32)))""";

    private readonly Linker linker = new(RawGuest.Engine);

    public ContractCheckTests() => linker.DefineStored(new Stored());

    public void Dispose() => linker.Dispose();

    [Fact]
    public void A_guest_without_a_marker_is_checked_by_its_types_alone()
    {
        Assert.Empty(Check(GetImport, """(import "ngixi" "take" (func (param i32 i32)))"""));
        Assert.Equal(
            ["The guest imports `stored.st_get` as `(i64) -> i32`; the host has `(i32 i32 i32 i32) -> i32`."],
            Check("""(import "stored" "st_get" (func (param i64) (result i32)))"""));
    }

    [Fact]
    public void A_guest_of_this_very_contract_fits() => Assert.Empty(Check(Marker(StoredImports.Contract), GetImport));

    [Theory]
    [InlineData("Get(string key) -> byte[]?", "parameter `flags` was added")]
    [InlineData("Get(string key, int flags, bool fresh) -> byte[]?", "parameter `fresh` was removed")]
    [InlineData("Get(string name, int flags) -> byte[]?", "parameter `name` became `key`")]
    [InlineData("Get(string key, uint flags) -> byte[]?", "parameter `flags` changed from `uint` to `int`")]
    [InlineData("Get(int flags, string key) -> byte[]?", "the parameters changed places")]
    [InlineData("Get(string key, int flags) -> byte[]", "the result became nullable")]
    [InlineData("Get(string key, int flags) -> byte[]??", "the result changed from `byte[]??` to `byte[]?`")]
    [InlineData("Get(string key, int flags)", "it has a result, `byte[]?`")]
    [InlineData("Get(string key, int flags) -> byte[]? throws StoredError", "the errors were removed")]
    [InlineData("Fetch(string key, int flags) -> byte[]?", "`Fetch` became `Get`")]
    [InlineData("Get(Map<string, int> key, (int a, int b) flags) -> byte[]?", "parameter `key` changed from `Map<string, int>` to `string`, parameter `flags` changed from `(int a, int b)` to `int`")]
    public void A_changed_method_is_said_in_words_whether_or_not_the_raw_types_still_match(string guests, string words)
    {
        string expected =
            $"The guest was built for `stored/IStored` with `{guests.Replace("->", "→", StringComparison.Ordinal)}`; the host has `Get(string key, int flags) → byte[]?`: {words}.";
        Assert.Equal([expected], Check(Changed(Get, $"st_get: {guests}"), GetImport));

        // The words are all that is said of an import whose raw types differ for it.
        Assert.Equal([expected], Check(Changed(Get, $"st_get: {guests}"), """(import "stored" "st_get" (func (param i64)))"""));
    }

    [Theory]
    [InlineData("enum Place.Disk: 4", "enum Place.Disk: 1", "with `Place.Disk = 1`; the host has `Place.Disk = 4`: `Place.Disk` changed from 1 to 4.")]
    [InlineData("enum Place: int", "enum Place: byte", "with `enum Place : byte`; the host has `enum Place : int`: `Place` changed from `byte` to `int`.")]
    [InlineData("enum Place: int", "enum Place: flags int", "with `[Flags] enum Place : int`; the host has `enum Place : int`: `Place` is not a set of flags any more.")]
    [InlineData("enum Place.Disk: 4", "enum Place.Tape: 4", "with `Place.Tape = 4`; the host has `Place.Disk = 4`: `Place.Tape` became `Place.Disk`, so that 4 means another member.")]
    [InlineData("st_get: Get", "get: Get", "with `Get(string key, int flags) → byte[]?`; the host has `Get(string key, int flags) → byte[]?`: the import `get` became `st_get`.")]
    [InlineData("enum Place.Disk: 4", "enum Place.Disk: 4\nenum Place.Tape: 5", "with `Place.Tape = 5`, which the host does not have.")]
    [InlineData("\nenum Place.Disk: 4", "", "without `Place.Disk = 4`, which the host would hand it.")]
    [InlineData("enum StoredError.Locked: 1", "enum StoredError.Locked: 2", "with `StoredError.Locked = 2`; the host has `StoredError.Locked = 1`: `StoredError.Locked` changed from 2 to 1.")]
    [InlineData("st_move", "st_move_all: MoveAll()\nst_move", "with `MoveAll()`, which the host does not have.")]
    public void A_changed_enum_or_a_method_that_the_host_has_not_is_said_in_words(string host, string guests, string words) =>
        Assert.Equal([$"The guest was built for `stored/IStored` {words}"], Check(Changed(host, guests)));

    [Theory]
    [InlineData("st_place_of: PlaceOf(string key) -> Place\n", "`PlaceOf(string key) → Place`")]
    [InlineData("enum StoredError.Locked: 1", "`StoredError.Locked = 1`")]
    public void A_guest_of_a_contract_that_has_only_grown_since_learns_how_it_would_be_served(string added, string words)
    {
        ContractDifference difference = Assert.Single(Differences(Changed(added, "")));
        Assert.Equal(ContractDifferenceKind.ContractNotRecorded, difference.Kind);
        Assert.StartsWith(
            $"The guest was built for `stored/IStored` before {words} came to it, and the host has no record of that contract.",
            difference.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_differs_is_said_at_once()
    {
        IReadOnlyList<ContractDifference> differences = Differences(
            Changed(Get, "st_get: Get(string key) -> byte[]?").Replace(
                "enum Place.Disk: 4",
                "enum Place.Disk: 3",
                StringComparison.Ordinal),
            GetImport,
            Marker("other/IGone@0000000000000000\ngo: Go(int steps)"),
            """(import "other" "go" (func (param i32)))""",
            """(import "stored" "st_clear" (func))""",
            """(import "stored" "st_place_of" (func (param i32 f64)))""",
            """(import "env" "memory" (memory 1))""",
            """(import "stored" "st_move" (global i32))""");
        Assert.Equal(
            [
                (
                    ContractDifferenceKind.ContractChanged,
                    "stored/IStored",
                    "The guest was built for `stored/IStored` with `Get(string key) → byte[]?`; the host has `Get(string key, int flags) → byte[]?`: parameter `flags` was added."),
                (
                    ContractDifferenceKind.ContractChanged,
                    "stored/IStored",
                    "The guest was built for `stored/IStored` with `Place.Disk = 3`; the host has `Place.Disk = 4`: `Place.Disk` changed from 3 to 4."),
                (
                    ContractDifferenceKind.ContractMissing,
                    "other/IGone",
                    "The guest was built for `other/IGone`, which the host does not define."),
                (
                    ContractDifferenceKind.ImportMissing,
                    "stored.st_clear",
                    "The guest imports the function `stored.st_clear` of the type `()`, which the host does not define."),
                (
                    ContractDifferenceKind.SignatureChanged,
                    "stored.st_place_of",
                    "The guest imports `stored.st_place_of` as `(i32 f64)`; the host has `(i32 i32) -> i32`."),
                (
                    ContractDifferenceKind.ImportMissing,
                    "env.memory",
                    "The guest imports the memory `env.memory`, which the host does not define. Compile the guest without --importMemory."),
                (
                    ContractDifferenceKind.SignatureChanged,
                    "stored.st_move",
                    "The guest imports the global `stored.st_move`; the host has something else of that name."),
            ],
            differences.Select(difference => (difference.Kind, difference.Subject, difference.Message)));

        using Module module = Compile(Marker("other/IGone@0000000000000000"), """(import "stored" "st_clear" (func))""");
        ContractMismatchException exception = Assert.Throws<ContractMismatchException>(() =>
            linker.CheckContracts(RawGuest.Engine, module));
        Assert.Equal(
            """
            The guest 'raw-guest' does not fit this host.
            - The guest was built for `other/IGone`, which the host does not define.
            - The guest imports the function `stored.st_clear` of the type `()`, which the host does not define.
            """,
            exception.Message);
        Assert.Equal(2, exception.Differences.Count);
    }

    [Fact]
    public void A_guest_that_states_a_part_of_a_contract_or_two_of_one_name_is_refused()
    {
        const string Words =
            "The guest reports an incomplete or contradictory contract as `stored/IStored`. Build it from the stubs of one host.";
        Assert.Equal([Words], Check(Import("abi:1:stored/IStored@0123456789abcdef#1/2 st_get: Get()")));
        Assert.Equal(
            [Words],
            Check(Changed(Get, "st_get: Get()"), Changed(Get, "st_get: Get(int key)").Replace("@fff", "@eee", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_line_of_a_later_version_of_the_tools_is_refused_in_words() => Assert.Equal(
        ["The guest was built for `stored/IStored`, whose `stream Clock: hourly` is of a form that this version of Ngixi.Bindgen does not know."],
        Check(Changed("enum Place: int", "stream Clock: hourly\nenum Place: int")));

    [Fact]
    public void What_is_no_marker_is_an_import_like_any_other() => Assert.Equal(
        ["The guest imports the function `ngixi.abi:2:stored/IStored@0` of the type `()`, which the host does not define."],
        Check(Import("abi:2:stored/IStored@0")));

    [Fact]
    public void A_clone_of_a_linker_has_its_contracts()
    {
        using Linker clone = linker.Clone();
        using Module fits = Compile(Marker(StoredImports.Contract));
        clone.CheckContracts(RawGuest.Engine, fits);
        using Module differs = Compile(Changed(Get, "st_get: Get(string key) -> byte[]?"));
        Assert.Contains(
            "parameter `flags` was added",
            Assert.Single(clone.FindContractDifferences(RawGuest.Engine, differs)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_other_code_defined_is_checked_too_also_where_it_is_of_a_store()
    {
        using Store store = new(RawGuest.Engine);
        linker.DefineFunction("user", "shared", (int value) => value);
        linker.Define("user", "own", Function.FromCallback(store, (int value) => value));
        linker.Define("user", "memory", new Memory(store, 1));
        Assert.Empty(Check(
            """(import "user" "shared" (func (param i32) (result i32)))""",
            """(import "user" "own" (func (param i32) (result i32)))""",
            """(import "user" "memory" (memory 1))"""));
        Assert.Equal(
            ["The guest imports `user.shared` as `(i64)`; the host has `(i32) -> i32`."],
            Check("""(import "user" "shared" (func (param i64)))"""));
    }

    [Fact]
    public void A_check_leaves_the_linker_as_it_was()
    {
        using Module module = Compile(Changed(Get, "st_get: Get(string key) -> byte[]?"));
        Assert.NotEmpty(linker.FindContractDifferences(RawGuest.Engine, module));
        using Store store = new(RawGuest.Engine);
        Assert.Contains(
            "unknown import",
            Assert.ThrowsAny<WasmtimeException>(() => linker.Instantiate(store, module)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Null_is_refused()
    {
        using Module module = Compile();
        Assert.Throws<ArgumentNullException>("linker", () => ((Linker)null!).CheckContracts(RawGuest.Engine, module));
        Assert.Throws<ArgumentNullException>("engine", () => linker.CheckContracts(null!, module));
        Assert.Throws<ArgumentNullException>("module", () => linker.CheckContracts(RawGuest.Engine, null!));
    }

    /// <summary>The marker of a guest for whose contract <paramref name="host"/> reads <paramref name="guests"/>.</summary>
    private static string Changed(string host, string guests)
    {
        string text = StoredImports.Contract;
        Assert.Contains(host, text, StringComparison.Ordinal);
        string[] lines = text.Replace(host, guests, StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        return Marker(string.Join('\n', [lines[0].Split('@')[0] + "@ffffffffffffffff", .. lines.Skip(1)]));
    }

    private static string Marker(string contract) => string.Concat(ContractMarker.ImportsOf(ContractShape.Parse(contract)).Select(Import));

    private static string Import(string marker) => $"(import \"ngixi\" \"{marker}\" (func))";

    private static Module Compile(params string[] imports) =>
        Module.FromText(RawGuest.Engine, "raw-guest", $"(module {string.Join('\n', imports)})");

    private IReadOnlyList<ContractDifference> Differences(params string[] imports)
    {
        using Module module = Compile(imports);
        return linker.FindContractDifferences(RawGuest.Engine, module);
    }

    private IEnumerable<string> Check(params string[] imports) => Differences(imports).Select(difference => difference.Message);
}
