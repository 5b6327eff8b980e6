using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>Returns the value that the test made.</summary>
internal sealed class MadeResults : INestedResults
{
    public object? Value { get; set; }

    public Employee Employee() => (Employee)Value!;

    public Spot[] Spots() => (Spot[])Value!;

    public IReadOnlyList<Employee> Employees() => (IReadOnlyList<Employee>)Value!;

    public string[] Strings() => (string[])Value!;

    public IReadOnlyDictionary<string, string> Dictionary() => (IReadOnlyDictionary<string, string>)Value!;

    public Node Node() => (Node)Value!;

    public Figure Figure() => (Figure)Value!;

    public IReadOnlyList<DateTimeOffset> Instants() => (IReadOnlyList<DateTimeOffset>)Value!;

    public int[][] Matrix() => (int[][])Value!;

    public IReadOnlyList<int> Numbers() => (IReadOnlyList<int>)Value!;

    public IReadOnlyList<IReadOnlyList<double>> Rows() => (IReadOnlyList<IReadOnlyList<double>>)Value!;

    // Unboxing what is made once allocates nothing.
    public Spot Spot() => (Spot)Value!;

    public TimeSpan? Duration() => (TimeSpan?)Value;
}
