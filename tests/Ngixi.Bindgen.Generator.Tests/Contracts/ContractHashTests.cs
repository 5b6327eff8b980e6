using System.Globalization;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Contracts;

/// <summary>A contract's hash changes with what guests rely on, and with nothing else.</summary>
public sealed class ContractHashTests
{
    private const string Source =
        """
        namespace Demo;

        [WasmImport("env", Prefix = "kv_")]
        public partial interface IKeyValue
        {
            byte[]? Get(string key, int flags);

            [WasmErrors(typeof(KvError))]
            void Move(string from, string to, Level level);

            IFile Open(string path);
        }

        [WasmResource("file_")]
        public interface IFile : IDisposable
        {
            int Read(Span<byte> buffer);
        }

        public enum KvError { Locked = 1, Full = 2 }

        public enum Level { Low, High }
        """;

    private static string Hash => HashOf(Source);

    [Theory]
    [InlineData("byte[]? Get", "/// <summary>Gets a value.</summary>\n    byte[]? Get")]
    [InlineData("int flags)", "int flags = 3)")]
    [InlineData("(string key", "([MaxBytes(10)] string key")]
    [InlineData("byte[]? Get(", "System.Threading.Tasks.Task<byte[]?> GetAsync(")]
    [InlineData("int flags)", "int flags, GuestContext context, CancellationToken cancellation)")]
    [InlineData("string path", "ReadOnlySpan<char> path")]
    [InlineData("namespace Demo;", "namespace Elsewhere;")]
    [InlineData("Locked = 1, Full = 2", "Full = 2, Locked = 1")]
    [InlineData("IFile Open(string path);", "// Opens.\n    IFile Open(string path);")]
    [InlineData("public partial", "internal partial")]
    public void It_stays_when_guests_see_no_difference(string what, string by) => Assert.Equal(Hash, HashOf(Edit(what, by)));

    [Theory]
    [InlineData("WasmImport(\"env\"", "WasmImport(\"host\"")]
    [InlineData("IKeyValue", "IValues")]
    [InlineData("Prefix = \"kv_\"", "Prefix = \"value_\"")]
    [InlineData("byte[]? Get(", "byte[]? Fetch(")]
    [InlineData("byte[]? Get(", "[WasmName(\"get\")] byte[]? Get(")]
    [InlineData("(string key", "(string name")]
    [InlineData("(string key", "(string? key")]
    [InlineData("(string key", "(byte[] key")]
    [InlineData("string key, int flags", "int flags, string key")]
    [InlineData("int flags", "uint flags")]
    [InlineData("byte[]? Get", "byte[] Get")]
    [InlineData("IFile Open", "IFile? Open")]
    [InlineData("[WasmErrors(typeof(KvError))]", "")]
    [InlineData("typeof(KvError)", "typeof(Level)")]
    [InlineData("Locked = 1", "Locked = 3")]
    [InlineData("Locked = 1", "Busy = 1")]
    [InlineData("{ Low, High }", "{ Low, High, Higher }")]
    [InlineData("enum Level", "enum Level : byte")]
    [InlineData("public enum Level", "[Flags] public enum Level")]
    [InlineData("Read(Span<byte> buffer)", "Read(ReadOnlySpan<byte> buffer)")]
    [InlineData(" : IDisposable", "")]
    [InlineData("\"file_\"", "\"open_file_\"")]
    [InlineData("[WasmResource(\"file_\")]", "[WasmResource(\"file_\", Module = \"files\")]")]
    public void It_changes_with_what_guests_rely_on(string what, string by) => Assert.NotEqual(Hash, HashOf(Edit(what, by)));

    [Fact]
    public void It_does_not_depend_on_the_order_of_files_and_members()
    {
        string[] parts =
        [
            "namespace Demo; [WasmImport(\"env\")] public partial interface IParts { void First(); }",
            "namespace Demo; public partial interface IParts { void Second(Level level); }",
            "namespace Demo; public enum Level { Low, High }",
        ];
        Assert.Equal(ContractFiles.ShapesOf(parts).Single().Text, ContractFiles.ShapesOf([.. parts.Reverse()]).Single().Text);
    }

    [Fact]
    public void It_does_not_depend_on_the_culture()
    {
        CultureInfo original = CultureInfo.CurrentCulture;
        string source = Edit("Low, High", "Low = -1, High");
        string expected = HashOf(source);
        try
        {
            CultureInfo strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            strange.NumberFormat.NegativeSign = "\u2212";
            CultureInfo.CurrentCulture = strange;
            Assert.Equal(expected, HashOf(source));
        }
        finally
        {
            CultureInfo.CurrentCulture = original;
        }
    }

    /// <summary>Hosts and guests that were built years apart must agree: this text and this hash never change.</summary>
    [Fact]
    public void The_text_is_this_and_the_hash_is_that_of_any_other_sha256() => Assert.Equal(
        """
        env/IKeyValue@74c07fa461051f05
        file_free: IFile.Dispose()
        file_read: IFile.Read(Span<byte> buffer) -> int
        kv_get: Get(string key, int flags) -> byte[]?
        kv_move: Move(string from, string to, Level level) throws KvError
        kv_open: Open(string path) -> IFile
        enum KvError: int
        enum KvError.Locked: 1
        enum KvError.Full: 2
        enum Level: int
        enum Level.Low: 0
        enum Level.High: 1
        """,
        ContractFiles.ShapesOf(Source).Single().Text);

    [Fact]
    public void Names_of_any_text_are_told_apart_from_the_contracts_own()
    {
        ContractShape shape = ContractFiles.ShapesOf(
            """
            [WasmImport("wasi:io/poll@0.2")]
            interface INames
            {
                [WasmName("a: b; c \"d\" -> e\n")]
                void Odd(int value);
            }
            """).Single();
        Assert.Equal("wasi\\u003aio\\u002fpoll\\u00400.2/INames", shape.Name);
        Assert.Equal(
            ["a\\u003a\\u0020b\\u003b\\u0020c\\u0020\\u0022d\\u0022\\u0020-\\u003e\\u0020e\\u000a: Odd(int value)"],
            shape.Lines.Select(line => line.Text));
        Assert.Equal(shape.Text, ReadBack(shape));
        Assert.Equal(shape.Text, ContractShape.Parse(shape.Text).Text);
    }

    [Fact]
    public void A_marker_has_the_text_in_parts_where_that_is_longer_than_a_name_may_be()
    {
        ContractShape shape = ContractFiles.ShapesOf(Source).Single();
        Assert.Equal(
            $"abi:1:{shape.Text.Replace("\n", "; ", StringComparison.Ordinal).Replace($"{shape.Hash}; ", $"{shape.Hash} ", StringComparison.Ordinal)}",
            Assert.Single(ContractMarker.ImportsOf(shape)));
        Assert.Equal(shape.Text, ReadBack(shape));

        string members = string.Join(", ", Enumerable.Range(0, 2000).Select(number => $"Member{number}"));
        ContractShape large = ContractFiles.ShapesOf(Edit("Low, High", members)).Single();
        IReadOnlyList<string> parts = ContractMarker.ImportsOf(large);
        Assert.Equal(
            [$"abi:1:env/IKeyValue@{large.Hash}#1/2", $"abi:1:env/IKeyValue@{large.Hash}#2/2"],
            parts.Select(part => part.Split(' ')[0]));
        Assert.Equal(large.Text, ReadBack(large));
        Assert.Null(ContractMarker.Join([ContractMarker.ParseImport(parts[1])!]));
    }

    private static string ReadBack(ContractShape shape)
    {
        string text = ContractMarker.Join(
            ContractMarker.ImportsOf(shape).Reverse().Select(name => ContractMarker.ParseImport(name)!))!.Text;
        Assert.Equal(text, ContractMarker.Join(ContractMarker.ExportsOf(shape).Select(name => ContractMarker.ParseExport(name)!))!.Text);
        return text;
    }

    private static string HashOf(string source) => ContractFiles.ShapesOf(source).Single().Hash;

    private static string Edit(string what, string by)
    {
        Assert.Contains(what, Source, StringComparison.Ordinal);
        return Source.Replace(what, by, StringComparison.Ordinal);
    }
}
