namespace Ngixi.Bindgen.Tests.Contracts;

/// <summary>Takes every type that has pointers in memory.</summary>
[WasmImport("nested")]
public interface INested
{
    void Employee(Employee value);

    void NullableEmployee(Employee? value);

    void SmallEmployee([MaxBytes(64)] Employee value);

    void Spot(Spot value);

    void NullableSpot(Spot? value);

    void Figure(Figure value);

    void Node(Node value);

    void Employees(IReadOnlyList<Employee> value);

    void Strings(string[] value);

    void NullableStrings(IReadOnlyList<string?>? value);

    void FewStrings([MaxItems(2), MaxBytes(32)] string[] value);

    void FewNumbers([MaxItems(2)] int[] value);

    void Booleans(bool[] value);

    void Levels(IReadOnlyList<Level> value);

    void Ages(int?[] value);

    void Matrix(IReadOnlyList<double[]> value);

    void Spots(Spot?[] value);

    void Nodes(IReadOnlyList<Node> value);

    void Dictionary(IReadOnlyDictionary<string, int> value);

    void Staff(IReadOnlyDictionary<string, Employee> value);

    void ByNumber(IReadOnlyDictionary<sbyte, int> value);

    void ByLevel(IReadOnlyDictionary<Level, int> value);

    void FewEntries([MaxItems(1)] IReadOnlyDictionary<string, int> value);

    void Identifier(Guid value);

    void NullableIdentifier(Guid? value);

    void OptionalNumber(int? value);

    void OptionalLevel(Level? value);

    void OptionalTruth(bool? value);
}
