namespace Ngixi.Bindgen.Tests.Contracts;

/// <summary>Returns what the host made, good or not.</summary>
[WasmImport("made")]
public interface INestedResults
{
    Employee Employee();

    Spot Spot();

    Spot[] Spots();

    IReadOnlyList<Employee> Employees();

    string[] Strings();

    IReadOnlyDictionary<string, string> Dictionary();

    Node Node();

    Figure Figure();

    IReadOnlyList<DateTimeOffset> Instants();

    TimeSpan? Duration();

    int[][] Matrix();

    IReadOnlyList<int> Numbers();

    IReadOnlyList<IReadOnlyList<double>> Rows();
}
