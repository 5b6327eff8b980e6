using System.Collections.Immutable;

namespace Demo;

[WasmImport("env")]
public interface IIndex
{
    List<int> Find([MaxItems(10)] HashSet<string> words, ReadOnlyMemory<char> text, [MaxItems(4)] List<long>? ranks);
    HashSet<string>? Words([MaxBytes(8)] ImmutableArray<byte> document, ReadOnlyMemory<char>? language);
    ReadOnlyMemory<char> Title(IReadOnlySet<int> numbers, ImmutableArray<Entry>? entries = null);
    ImmutableArray<double> Ranks(Dictionary<string, List<double>> documents);
    Dictionary<string, Entry>? Entries(out List<Entry> rest);
}

public record Entry(List<string> Words, [property: MaxItems(3)] HashSet<int> Places, ImmutableArray<Entry> Parts, Dictionary<string, int>? Counts, ReadOnlyMemory<char> Title);

[WasmExport(Prefix = "score_")]
public interface IScore
{
    List<double> Of(List<int> numbers, HashSet<string>? words, ImmutableArray<byte> data, ReadOnlyMemory<char> text);
    IReadOnlySet<string> Words(List<int> numbers, ReadOnlyMemory<char>? text);
    (ImmutableArray<Entry> Best, Dictionary<string, Entry> All) Rank(Dictionary<string, decimal> weights);
}
