using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>Values of the host that no guest can be given: a trap that says what, and the result area stays as it was.</summary>
public sealed class HostValueTests : IDisposable
{
    private const int Area = 1024;

    private static readonly string[] Names =
    [
        "employee", "spot", "spots", "employees", "strings", "dictionary", "node", "figure", "instants", "duration", "matrix",
    ];

    private static readonly Employee Ada = new("Ada", true, Level.Low, null, null, [], [], null);

    private readonly MadeResults made = new();
    private readonly Linker linker = new(RawGuest.Engine);
    private readonly RawGuest guest;

    public HostValueTests()
    {
        linker.DefineNestedResults(made);
        guest = RawGuest.Create(linker, [.. Names.Select(name => $"made.{name} (i32) -> i32")]);
    }

    public static TheoryData<string, string, Func<object?>> Missing => new()
    {
        { "employee", "Employee where the type of the result", () => null },
        { "employee", "string where the type of Employee.Name", () => Ada with { Name = null! } },
        { "employee", "IReadOnlyList<string> where the type of Employee.Languages", () => Ada with { Languages = null! } },
        { "employee", "string where the type of Employee.Languages", () => Ada with { Languages = ["en", null!] } },
        { "employee", "string where the type of Employee.Languages", () => Ada with { Languages = new List<string> { null! } } },
        { "employee", "Int32[] where the type of Employee.Scores", () => Ada with { Scores = null! } },
        { "employee", "string where the type of Employee.Name", () => Ada with { Manager = Ada with { Name = null! } } },
        { "employees", "IReadOnlyList<Employee> where the type of the result", () => null },
        { "employees", "Employee where the type of the result", () => new[] { Ada, null! } },
        { "employees", "string where the type of Employee.Name", () => new[] { Ada, Ada with { Name = null! } } },
        { "strings", "string where the type of the result", () => new[] { "a", null! } },
        { "dictionary", "string where the type of the result", () => new Dictionary<string, string> { ["a"] = null! } },
        { "matrix", "Int32[] where the type of the result", () => new int[][] { [1], null! } },
        { "node", "IReadOnlyList<Node> where the type of Node.Children", () => new Node([], new Node(null!, null, null), null) },
    };

    public void Dispose()
    {
        guest.Dispose();
        linker.Dispose();
    }

    [Theory]
    [MemberData(nameof(Missing), DisableDiscoveryEnumeration = true)]
    public void Null_where_the_type_does_not_allow_it_is_told_with_its_place(string import, string place, Func<object?> value) =>
        Fails(import, value(), $"A null {place} does not allow it.");

    [Fact]
    public void A_value_that_contains_itself_is_told()
    {
        List<Node> children = [];
        Node node = new(children, null, null);
        children.Add(node);
        Fails("node", node, "A value nests deeper than the 64 levels of GuestOptions.MaxNesting, or contains itself: Node.Children.");
    }

    [Fact]
    public void A_case_that_is_not_in_the_contract_is_told()
    {
        Fails("figure", new Rogue(), "Rogue is none of the cases of the type of the result");
        Fails(
            "figure",
            new Figure.Group(new Figure.Circle(1), new Rogue()),
            "Rogue is none of the cases of the type of Figure.Group.Second");
        Fails("figure", new Figure.Group(null!, null), "null is none of the cases of the type of Figure.Group.First");
    }

    [Fact]
    public void A_time_that_does_not_fit_is_told()
    {
        const string Told = "A time does not fit in 64 bits of nanoseconds: the result. ";
        Fails("instants", new[] { DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue }, Told);
        Fails("instants", new[] { DateTimeOffset.MinValue }, Told);
        Fails("duration", TimeSpan.MaxValue, Told);
        Fails("duration", TimeSpan.MinValue, Told);
    }

    private void Fails(string import, object? value, string reason)
    {
        guest.WriteArea(Area, capacity: 256, utf16: true);
        guest.Bytes(Area + 8, 256).Fill(0xAA);
        made.Value = value;
        WasmImportException exception = guest.CallToFail(import, Area);
        Assert.False(exception.IsBadArgument);
        Assert.Equal($"made.{import}", exception.Import);
        Assert.StartsWith(reason, Assert.IsType<InvalidOperationException>(exception.InnerException).Message, StringComparison.Ordinal);
        Assert.Equal(-1, guest.Bytes(Area + 8, 256).IndexOfAnyExcept((byte)0xAA));
    }

    private sealed record Rogue : Figure;
}
