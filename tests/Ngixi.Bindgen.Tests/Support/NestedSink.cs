using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Support;

/// <summary>Counts its calls, and keeps nothing.</summary>
internal sealed class NestedSink : INested
{
    public int Calls { get; private set; }

    public void Employee(Employee value) => Calls++;

    public void NullableEmployee(Employee? value) => Calls++;

    public void SmallEmployee(Employee value) => Calls++;

    public void Spot(Spot value) => Calls++;

    public void NullableSpot(Spot? value) => Calls++;

    public void Figure(Figure value) => Calls++;

    public void Node(Node value) => Calls++;

    public void Employees(IReadOnlyList<Employee> value) => Calls++;

    public void Strings(string[] value) => Calls++;

    public void NullableStrings(IReadOnlyList<string?>? value) => Calls++;

    public void FewStrings(string[] value) => Calls++;

    public void FewNumbers(int[] value) => Calls++;

    public void Booleans(bool[] value) => Calls++;

    public void Levels(IReadOnlyList<Level> value) => Calls++;

    public void Ages(int?[] value) => Calls++;

    public void Matrix(IReadOnlyList<double[]> value) => Calls++;

    public void Spots(Spot?[] value) => Calls++;

    public void Nodes(IReadOnlyList<Node> value) => Calls++;

    public void Dictionary(IReadOnlyDictionary<string, int> value) => Calls++;

    public void Staff(IReadOnlyDictionary<string, Employee> value) => Calls++;

    public void ByNumber(IReadOnlyDictionary<sbyte, int> value) => Calls++;

    public void ByLevel(IReadOnlyDictionary<Level, int> value) => Calls++;

    public void FewEntries(IReadOnlyDictionary<string, int> value) => Calls++;

    public void Identifier(Guid value) => Calls++;

    public void NullableIdentifier(Guid? value) => Calls++;

    public void OptionalNumber(int? value) => Calls++;

    public void OptionalLevel(Level? value) => Calls++;

    public void OptionalTruth(bool? value) => Calls++;
}
