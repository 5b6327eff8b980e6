using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>
/// Values with pointers allocate what C# keeps of them, to the byte: as much as making the same value in C#. Results
/// allocate nothing.
/// </summary>
public sealed class NestedAllocationTests
{
    private const int Area = 0x2000;
    private const int Table = NestedGuest.Free;

    private static readonly Employee Ada = new(
        "Ada",
        true,
        Level.High,
        30,
        new Spot(1, 2),
        ["en", "fr"],
        [1, 2, 3],
        new Employee("", false, Level.Low, null, null, [], [], null));

    // What is kept here is allocated: the just-in-time compiler leaves out, in time, what nobody sees.
    private static object? made;

    /// <summary>An import, its arguments, and what makes the same in C#; nothing where the value is on the stack.</summary>
    public static TheoryData<string, int[], Func<object?>?> Arguments => new()
    {
        { "spot", Pass(NestedGuest.Work), null },
        { "nullable_spot", Pass(NestedGuest.Work), null },
        { "nullable_spot", Pass(0), null },
        { "identifier", Pass(NestedGuest.Work), null },
        { "nullable_identifier", Pass(NestedGuest.Work), null },
        { "optional_number", Pass(1, 7), null },
        { "optional_level", Pass(1, 200), null },
        { "nullable_employee", Pass(0), null },
        { "strings", Pass(0, 0), null },
        { "employee", Pass(NestedGuest.Employee), MakeEmployee },
        { "nullable_employee", Pass(NestedGuest.Employee), MakeEmployee },
        { "employees", Pass(NestedGuest.Employee, 1), () => new[] { MakeEmployee() } },
        { "strings", Pass(NestedGuest.Languages, 1), () => new[] { MakeText() } },
        { "few_numbers", Pass(NestedGuest.Scores, 2), () => new int[2] },
        { "booleans", Pass(NestedGuest.Work, 16), () => new bool[16] },
        { "ages", Pass(NestedGuest.Work, 2), () => new int?[2] },
        { "spots", Pass(NestedGuest.Work, 2), () => new Spot?[2] },
        { "matrix", Pass(Table, 1), () => new[] { new double[2] } },
        { "node", Pass(NestedGuest.Work), () => new Node([], null, null) },
        { "figure", Pass(Table + 16), () => new Figure.Circle(0) },
        { "dictionary", Pass(Table + 32, 1), () => new Dictionary<string, int>(1) { [MakeText()] = 7 } },
    };

    /// <summary>An import, and the value that the host made before.</summary>
    public static TheoryData<string, object?> Values => new()
    {
        { "spot", new Spot(1, 2) },
        { "spots", new[] { new Spot(1, 2), new Spot(3, 4) } },
        { "spots", new Spot[1_000] },
        { "employee", Ada },
        { "employees", new[] { Ada, Ada } },
        { "employees", new List<Employee> { Ada, Ada, Ada } },
        { "strings", Enumerable.Repeat(new string('x', 500), 4).ToArray() },
        { "node", new Node([new Node([], null, null)], null, new Node([], null, null)) },
        { "figure", new Figure.Group(new Figure.Circle(1), null) },
        { "instants", new[] { DateTimeOffset.UnixEpoch } },
        { "duration", null },
        { "matrix", new[] { Pass(1), Pass(), Pass(2, 3) } },
        { "numbers", Pass(1, 2, 3) },
        { "numbers", new List<int> { 1, 2, 3 } },
        { "rows", new List<List<double>> { new() { 1, 2 } } },
    };

    [Theory]
    [MemberData(nameof(Arguments), DisableDiscoveryEnumeration = true)]
    public void An_argument_allocates_just_what_the_method_is_given(string import, int[] arguments, Func<object?>? make)
    {
        string values = string.Concat(arguments.Select(value => $"(i32.const {value})"));
        string types = string.Join(' ', arguments.Select(_ => "i32"));
        using Linker linker = new(RawGuest.Engine);
        linker.DefineNested(new NestedSink());
        using Module module = Module.FromText(
            RawGuest.Engine,
            "arguments",
            $"""(module (import "nested" "{import}" (func $call (param {types}))) (memory (export "memory") 2) (func (export "run") (call $call {values})))""");
        using Store store = new(RawGuest.Engine);
        Instance instance = linker.Instantiate(store, module);
        NestedGuest.WriteEmployee(instance.GetMemory("memory")!);
        int[] words = [NestedGuest.Work, 2, 0, 0, 0, NestedGuest.Work, 0, 0, NestedGuest.Name, 3, 7];
        for (int i = 0; i < words.Length; i++)
        {
            instance.GetMemory("memory")!.WriteInt32(Table + (i * sizeof(int)), words[i]);
        }

        Assert.Equal(make is null ? 0 : Allocations.OfEachCall(() => made = make()), Allocations.OfEachCall(instance.GetAction("run")!));
    }

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_result_allocates_nothing(string import, object? value)
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineNestedResults(new MadeResults { Value = value });
        using Module module = Module.FromText(
            RawGuest.Engine,
            "results",
            $"""(module (import "made" "{import}" (func $call (param i32) (result i32))) (memory (export "memory") 2) (func (export "run") (drop (call $call (i32.const {Area})))))""");
        using Store store = new(RawGuest.Engine);
        Instance instance = linker.Instantiate(store, module);
        instance.GetMemory("memory")!.WriteInt32(Area, 256);

        Assert.Equal(0, Allocations.OfEachCall(instance.GetAction("run")!));
    }

    private static int[] Pass(params int[] arguments) => arguments;

    private static string MakeText() => new('a', 3);

    private static Employee MakeEmployee() => new(MakeText(), true, Level.High, 30, new Spot(0, 0), new[] { MakeText() }, new int[2], null);
}
