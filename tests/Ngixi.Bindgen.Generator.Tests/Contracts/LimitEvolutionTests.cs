using System.Globalization;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Contracts;

/// <summary>
/// Limits are no part of a contract, so that guests link whatever they are; one that is lower than what is recorded is told.
/// </summary>
public sealed class LimitEvolutionTests
{
    private const string Source =
        """
        [WasmImport("env", Prefix = "kv_")]
        public interface IStore
        {
            void Put([MaxBytes(1000)] string key, string value);
            void Tag([MaxItems(100)] IReadOnlyList<string> tags, IReadOnlyList<string> words, [MaxItems(10)] IReadOnlyDictionary<string, int>? counts);
            void Send([MaxItems(100)] int[] numbers, double[] doubles, [MaxBytes(800), MaxItems(300)] Span<long> both);
            void Place([MaxBytes(5000)] Order order, Shape shape);
            Receipt Last();
            IFile Open(string path);
        }

        [WasmResource("file_")]
        public interface IFile
        {
            int Write([MaxBytes(1000)] byte[] data);
        }

        public sealed record Order([MaxItems(10)] IReadOnlyList<Line> Lines, int[] Codes);
        public sealed record Line { [MaxItems(10)] public IReadOnlyList<string> Notes { get; init; } = []; }
        public sealed record Receipt([MaxItems(10)] IReadOnlyList<string> Texts);
        public abstract record Shape
        {
            public sealed record Point(int X) : Shape;
            public sealed record Polygon([MaxItems(10)] double[] Points) : Shape;
        }
        """;

    private const string Exported =
        """
        [WasmExport]
        public interface IPlugin
        {
            Report Make(Request request);
        }

        public sealed record Report([MaxItems(10)] IReadOnlyList<string> Texts, byte[] Data);
        public sealed record Request([MaxItems(10)] IReadOnlyList<string> Words);
        """;

    [Theory]
    [InlineData("[MaxBytes(1000)] string key", "[MaxBytes(999)] string key", "kv_put key: 999 bytes, before 1000")]
    [InlineData("[MaxBytes(1000)] string key", "[MaxBytes(0)] string key", "kv_put key: 0 bytes, before 1000")]
    [InlineData("string value", "[MaxBytes(1000)] string value", "kv_put value: 1000 bytes, before 16777216 of MaxBytesPerCall")]
    [InlineData("[MaxItems(100)] IReadOnlyList<string> tags", "[MaxItems(99)] IReadOnlyList<string> tags", "kv_tag tags: 99 items, before 100")]
    [InlineData("[MaxItems(100)] IReadOnlyList<string> tags", "[MaxItems(100), MaxBytes(9)] IReadOnlyList<string> tags", "kv_tag tags: 9 bytes, before 16777216 of MaxBytesPerCall")]
    [InlineData("IReadOnlyList<string> words", "[MaxItems(1000)] IReadOnlyList<string> words", "kv_tag words: 1000 items, before 262144 of MaxItemsPerCall")]
    [InlineData("[MaxItems(10)] IReadOnlyDictionary", "[MaxItems(9)] IReadOnlyDictionary", "kv_tag counts: 9 items, before 10")]
    [InlineData("[MaxItems(100)] int[] numbers", "[MaxItems(99)] int[] numbers", "kv_send numbers: 99 items, before 100")]
    [InlineData("[MaxItems(100)] int[] numbers", "[MaxBytes(399)] int[] numbers", "kv_send numbers: 399 bytes, before 400")]
    [InlineData("double[] doubles", "[MaxItems(5)] double[] doubles", "kv_send doubles: 5 items, before 2097152 of MaxBytesPerCall")]
    [InlineData("[MaxBytes(800), MaxItems(300)]", "[MaxBytes(800), MaxItems(99)]", "kv_send both: 99 items, before 100")]
    [InlineData("[MaxBytes(5000)] Order", "[MaxBytes(4000)] Order", "kv_place order: 4000 bytes, before 5000")]
    [InlineData("[MaxBytes(1000)] byte[] data", "[MaxBytes(999)] byte[] data", "file_write data: 999 bytes, before 1000")]
    [InlineData("[MaxItems(10)] IReadOnlyList<Line> Lines", "[MaxItems(9)] IReadOnlyList<Line> Lines", "record Order Lines: 9 items, before 10")]
    [InlineData("int[] Codes", "[MaxItems(5)] int[] Codes", "record Order Codes: 5 items, before 4194304 of MaxBytesPerCall")]
    [InlineData("[MaxItems(10)] public", "[MaxItems(9)] public", "record Line Notes: 9 items, before 10")]
    [InlineData("[MaxItems(10)] double[] Points", "[MaxItems(9)] double[] Points", "union Shape.Polygon Points: 9 items, before 10")]
    public void A_lower_limit_is_told_and_the_contract_is_the_same(string what, string by, string told) =>
        Assert.Equal([told], LowerLimits(Source, Edit(Source, what, by)));

    [Theory]
    [InlineData("[MaxBytes(1000)] string key", "[MaxBytes(1001)] string key")]
    [InlineData("[MaxBytes(1000)] string key", "string key")]
    [InlineData("string value", "[MaxBytes(16777216)] string value")]
    [InlineData("IReadOnlyList<string> words", "[MaxItems(262144)] IReadOnlyList<string> words")]
    [InlineData("[MaxItems(100)] int[] numbers", "[MaxBytes(400)] int[] numbers")]
    [InlineData("[MaxItems(100)] int[] numbers", "[MaxItems(100), MaxBytes(400)] int[] numbers")]
    [InlineData("double[] doubles", "[MaxItems(2097152)] double[] doubles")]
    [InlineData("[MaxBytes(800), MaxItems(300)]", "[MaxItems(100)]")]
    [InlineData("[MaxItems(10)] IReadOnlyList<Line> Lines", "[MaxItems(11)] IReadOnlyList<Line> Lines")]
    [InlineData("[MaxItems(10)] public", "public")]
    [InlineData("[MaxItems(10)] IReadOnlyList<string> Texts", "[MaxItems(9)] IReadOnlyList<string> Texts")]
    public void A_limit_that_lets_through_what_it_did_is_not_told(string what, string by) =>
        Assert.Empty(LowerLimits(Source, Edit(Source, what, by)));

    [Theory]
    [InlineData("Receipt Last();", "Receipt Last(); void Read([MaxBytes(1)] string text);")]
    [InlineData("Receipt Last();", "Receipt Last(); void Keep(Receipt receipt);")]
    [InlineData("Receipt Last();", "Receipt Last(); void Keep(Note note); } public sealed record Note([MaxItems(1)] byte[] Text); public interface IOther {")]
    [InlineData("string value", "string value, [MaxBytes(1)] string more")]
    [InlineData("[MaxItems(100)] int[] numbers", "[MaxItems(10)] long[] numbers")]
    public void A_limit_of_what_recorded_guests_do_not_pass_is_not_told(string what, string by) =>
        Assert.Empty(Find(ContractFile.Empty.Record(ContractFiles.ContractsOf(Source)), Edit(Source, what, by)));

    [Theory]
    [InlineData("[MaxItems(10)] IReadOnlyList<string> Texts", "[MaxItems(9)] IReadOnlyList<string> Texts", "record Report Texts: 9 items, before 10")]
    [InlineData("byte[] Data", "[MaxItems(9)] byte[] Data", "record Report Data: 9 items, before 16777216 of MaxBytesPerCall")]
    [InlineData("[MaxItems(10)] IReadOnlyList<string> Texts", "[MaxItems(11)] IReadOnlyList<string> Texts")]
    [InlineData("[MaxItems(10)] IReadOnlyList<string> Texts", "IReadOnlyList<string> Texts")]
    [InlineData("[MaxItems(10)] IReadOnlyList<string> Words", "[MaxItems(9)] IReadOnlyList<string> Words")]
    public void Limits_of_results_of_exports_are_told_and_those_of_their_arguments_are_not(string what, string by, params string[] told) =>
        Assert.Equal(told, LowerLimits(Exported, Edit(Exported, what, by)));

    [Fact]
    public void Nothing_is_told_of_a_contract_that_a_version_without_limits_recorded()
    {
        string text = ContractFile.Empty.Record(ContractFiles.ContractsOf(Source)).Print();
        int start = text.IndexOf(",\n      \"limits\": [", StringComparison.Ordinal);
        int end = text.IndexOf(",\n      \"earlier\"", StringComparison.Ordinal);
        Assert.InRange(start, 0, end);
        ContractFile previous = ContractFile.Parse(text.Remove(start, end - start));
        Assert.Empty(Find(previous, Edit(Source, "[MaxBytes(1000)] string key", "[MaxBytes(1)] string key")));
        Assert.Equal(text, previous.Record(ContractFiles.ContractsOf(Source)).Print());
    }

    [Fact]
    public void The_defaults_are_those_of_the_options()
    {
        GuestOptions options = new();
        Assert.Equal((options.MaxBytesPerCall, options.MaxItemsPerCall), (LimitComparison.DefaultBytes, LimitComparison.DefaultItems));
    }

    [Theory]
    [InlineData("kv_put key: 100 bytes")]
    [InlineData("record Order Lines: 0 items")]
    [InlineData("module/a\\u0020b key: 2147483647 bytes")]
    public void A_limit_reads_back_as_it_was(string text) => Assert.Equal(text, ContractLimit.Parse(text)!.Text);

    [Theory]
    [InlineData("")]
    [InlineData(" items")]
    [InlineData("kv_put key: 100")]
    [InlineData("kv_put key: -1 bytes")]
    [InlineData("kv_put key: 2147483648 bytes")]
    [InlineData("kv_put: 100 bytes")]
    [InlineData("kv_put : 100 bytes")]
    [InlineData(": 100 bytes")]
    public void Other_text_is_no_limit(string text) => Assert.Null(ContractLimit.Parse(text));

    /// <summary>What is told of an edit that leaves the contract as it is.</summary>
    private static IEnumerable<string> LowerLimits(string before, string after)
    {
        Assert.Equal(ContractFiles.ShapesOf(before).Single().Text, ContractFiles.ShapesOf(after).Single().Text);
        return Find(ContractFile.Empty.Record(ContractFiles.ContractsOf(before)), after);
    }

    private static IEnumerable<string> Find(ContractFile recorded, string after)
    {
        HostContract now = ContractFiles.ContractsOf(after).Single();
        return LimitComparison.Find(recorded.Find(now.Shape.Name)!, now).Select(lower =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{lower.Limit.Text}, before {lower.Before}{(lower.Option is null ? "" : $" of {lower.Option}")}"));
    }

    private static string Edit(string source, string what, string by)
    {
        Assert.Contains(what, source, StringComparison.Ordinal);
        return source.Replace(what, by, StringComparison.Ordinal);
    }
}
