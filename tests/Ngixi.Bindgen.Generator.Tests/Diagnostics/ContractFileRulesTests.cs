using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Tests.Support;
using Ngixi.Bindgen.Tests.Shared;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

/// <summary>A change that breaks what the contract file records is an error where the changed thing stands.</summary>
public sealed class ContractFileRulesTests
{
    private const string Recorded =
        """
        namespace Demo;

        [WasmImport("env", Prefix = "kv_")]
        public interface IKeyValue : IVersioned
        {
            [WasmErrors(typeof(KvError))]
            byte[]? Get(string key);

            void Set(string key, ReadOnlySpan<byte> value, Level level);

            IFile Open(string path);

            Mode ModeOf(string key);

            void Draw(Shape shape, Point at);

            bool TryFind(string key, out Answer answer);
        }

        public sealed record Point(int X, int Y);

        public abstract record Shape
        {
            public sealed record Circle(double Radius) : Shape;
        }

        public abstract record Answer
        {
            public sealed record Text(string Value) : Answer;
        }

        public interface IVersioned
        {
            int Version();
        }

        [WasmResource("file_")]
        public interface IFile : IDisposable
        {
            int Read(Span<byte> buffer);
        }

        public enum KvError { Locked = 1 }

        public enum Level { Low, High }

        public enum Mode { Read, Write }
        """;

    private const string RecordedExport =
        """
        namespace Demo;

        [WasmExport]
        public interface IPlugin
        {
            Verdict Judge(string text, Mood mood);

            void Stop();
        }

        public enum Mood { Calm, Angry }

        public enum Verdict { Good, Bad }
        """;

    private const string RecordedLimits =
        """
        [WasmImport("env")]
        public interface IStore : IBase
        {
            void Get([MaxBytes(100)] string key, string value);
            void Put(Order order, Details details, Shape shape);
            IFile Open();
        }

        public interface IBase { void Base([MaxBytes(1000)] string key); }

        [WasmResource("file_")]
        public interface IFile : IDisposable { void Write(byte[] data); }

        public sealed record Order([MaxItems(10)] IReadOnlyList<string> Lines);
        public sealed record Details { public IReadOnlyList<string> Notes { get; init; } = []; }
        public abstract record Shape { public sealed record Polygon(double[] Points) : Shape; }
        """;

    private static readonly string File = ContractFiles.Record(Recorded);

    [Fact]
    public async Task Nothing_is_said_of_contracts_that_are_recorded() => await Verify(Recorded);

    [Theory]
    [InlineData("IFile Open", "void Remove(string key);\n    IFile Open")]
    [InlineData("int Read(", "long Length();\n    int Read(")]
    [InlineData("{ Low, High }", "{ Low, High, Higher }")]
    [InlineData("{ Locked = 1 }", "{ Locked = 1, Full = 2 }")]
    [InlineData("ReadOnlySpan<byte> value", "byte[] value")]
    [InlineData("Level level", "Level level = Level.High")]
    [InlineData("Circle(double Radius) : Shape;", "Circle(double Radius) : Shape; public sealed record Square(double Side) : Shape;")]
    [InlineData("int X, int Y", "int X, int Y = 3")]
    [InlineData("byte[]? Get(string key);", "byte[]? Get(string key);\n[WasmErrors(typeof(KvError)), WasmVersion(2)] byte[]? Get(string key, string scope);")]
    [InlineData("public enum Mode", "[WasmImport(\"env\")] public interface ILater { void Later(); }\npublic enum Mode")]
    public async Task Nothing_is_said_of_a_contract_that_grows(string what, string by) => await Verify(Edit(what, by));

    [Theory]
    [InlineData("byte[]? Get(string key)", "byte[]? {|NGX0013:Get|}(string key, string scope)", "with 'Get(string key) → byte[]? throws KvError': parameter 'scope' was added; keep that method and put the new one beside it with [WasmVersion(2)]")]
    [InlineData("string key, ReadOnlySpan<byte> value, Level level", "string name, ReadOnlySpan<byte> value, Level level", "parameter 'key' became 'name'")]
    [InlineData("int Version()", "long {|NGX0013:Version|}()", "the result changed from 'int' to 'long'")]
    [InlineData("int Read(Span<byte> buffer)", "int {|NGX0013:Read|}(Span<byte> buffer, long offset)", "with 'IFile.Read(Span<byte> buffer) → int': parameter 'offset' was added")]
    [InlineData("{ Low, High }", "{ Low, {|NGX0013:High|} = 2 }", "with 'Level.High = 1': 'Level.High' changed from 1 to 2; leave the enum as it was and use a new one")]
    [InlineData("{ Locked = 1 }", "{ {|NGX0013:Locked|} = 4 }", "'KvError.Locked' changed from 1 to 4")]
    [InlineData("enum Level", "enum {|NGX0013:Level|} : byte", "'Level' changed from 'int' to 'byte'")]
    [InlineData("{ Read, Write }", "{ Read, Write, {|NGX0013:Append|} }", "'Mode.Append' was added, which the guest would be handed and does not know")]
    [InlineData("record Point(int X, int Y)", "record {|NGX0013:Point|}(int X, int Y, int Z)", "with 'record Point(int X, int Y)': field 'Z' was added; leave the record as it was and use a new one")]
    [InlineData("record Point(int X, int Y)", "record {|NGX0013:Point|}(int Y, int X)", "the fields changed places")]
    [InlineData("Circle(double Radius)", "{|NGX0013:Circle|}(float Radius)", "with 'Shape.Circle = 0 (double Radius)': field 'Radius' changed from 'double' to 'float'; leave the union as it was and use a new one")]
    [InlineData("Text(string Value) : Answer;", "Text(string Value) : Answer; public sealed record {|NGX0013:Zip|}(byte[] Data) : Answer;", "'Answer.Zip' was added, which the guest would be handed and does not know")]
    [InlineData("bool TryFind(string key, out Answer answer)", "Answer {|NGX0013:TryFind|}(string key)", "the result changed from '(bool Result, Answer answer)' to 'Answer'")]
    [InlineData("{ Low, High }", "{ Low }", "with 'Level.High = 1', which is gone; bring it back")]
    [InlineData("Mode ModeOf(string key);", "", "with 'ModeOf(string key) → Mode', which is gone; bring it back")]
    [InlineData("int Read(Span<byte> buffer);", "", "with 'IFile.Read(Span<byte> buffer) → int', which is gone; bring it back")]
    public async Task A_change_that_breaks_guests_is_marked_where_it_stands(string what, string by, string message)
    {
        bool isMarked = by.Contains("{|", StringComparison.Ordinal);
        string source = Edit(what, by);
        source = (isMarked, what) switch
        {
            (true, _) => source,
            (_, "{ Low, High }") => source.Replace("enum Level", "enum {|NGX0013:Level|}", StringComparison.Ordinal),
            _ when by.Length == 0 =>
                source.Replace("public interface IKeyValue", "public interface {|NGX0013:IKeyValue|}", StringComparison.Ordinal),
            _ => source.Replace("void Set", "void {|NGX0013:Set|}", StringComparison.Ordinal),
        };
        IReadOnlyList<string> messages = await Verify(source);
        Assert.All(messages, text => Assert.StartsWith("Guests were built for 'env/IKeyValue'", text, StringComparison.Ordinal));
        Assert.All(messages, text =>
            Assert.EndsWith(", or accept the break with 'dotnet build -p:NgixiContracts=Accept'", text, StringComparison.Ordinal));
        Assert.Contains(messages, text => text.Contains(message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("void Stop();", "")]
    [InlineData("{ Good, Bad }", "{ Good, Bad, Unsure }")]
    [InlineData("[WasmExport]", "[WasmExport] public interface ILater { void Later(); }\n[WasmExport]")]
    [InlineData("[WasmExport]", "")]
    public async Task Nothing_is_said_of_exports_that_guests_still_have(string what, string by) => await VerifyExport(what, by);

    [Theory]
    [InlineData("void Stop();", "void Stop(); void {|NGX0013:Pause|}();", ": 'Pause()' was added; put it into an interface of its own, which guests may lack")]
    [InlineData("Verdict Judge(", "bool {|NGX0013:Judge|}(", " with 'Judge(string text, Mood mood) → Verdict': the result changed from 'Verdict' to 'bool'; leave it as it was, and put the new one into an interface of its own, which guests may lack")]
    [InlineData("{ Calm, Angry }", "{ Calm, Angry, {|NGX0013:Furious|} }", ": 'Mood.Furious' was added, which the guest would be handed and does not know; leave the enum as it was, and use a new one in an interface of its own, which guests may lack")]
    [InlineData("{ Good, Bad }", "{ Good, {|NGX0013:Bad|} = 2 }", " with 'Verdict.Bad = 1': 'Verdict.Bad' changed from 1 to 2; leave the enum as it was")]
    public async Task A_change_that_guests_do_not_export_is_marked_where_it_stands(string what, string by, string message)
    {
        string text = Assert.Single(await VerifyExport(what, by));
        Assert.StartsWith($"Guests were built for 'IPlugin'{message}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_loss_of_a_version_is_told_for_the_guests_of_an_earlier_record_alone()
    {
        const string First = "[WasmImport(\"env\")] interface IStore { int Get(string key); }";
        const string Both =
            "[WasmImport(\"env\")] interface IStore { int Get(string key); [WasmVersion(2)] int Get(string key, int scope); }";
        const string Second = "[WasmImport(\"env\")] interface IStore { [WasmVersion(2)] int Get(string key, int scope); }";
        Assert.Empty(await DiagnosticsOf(Second, ContractFiles.Options(ContractFiles.Record(Both))));
        string recorded = ContractFile.Empty.Record(ContractFiles.ContractsOf(First)).Record(ContractFiles.ContractsOf(Both)).Print();
        Diagnostic diagnostic = Assert.Single(await DiagnosticsOf(Second, ContractFiles.Options(recorded)));
        Assert.Contains(
            "the import 'get' became 'get_v2', parameter 'scope' was added",
            diagnostic.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_changed_on_its_way_to_another_exported_interface_is_told_and_accepted()
    {
        const string Before = "[WasmExport] interface IPlugin { void Start(); void Move(string from, string to); }";
        const string Moved =
            "[WasmExport] interface IPlugin { void Start(); } [WasmExport] interface IMover { void Move(string to, string from); }";
        string recorded = ContractFiles.Record(Before);
        Diagnostic diagnostic = Assert.Single(await DiagnosticsOf(Moved, ContractFiles.Options(recorded)));
        Assert.StartsWith(
            "Guests were built for 'IPlugin' with 'Move(string from, string to)': the parameters changed places",
            diagnostic.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);

        Assert.Empty(await DiagnosticsOf(
            Moved.Replace("to, string from", "from, string to", StringComparison.Ordinal),
            ContractFiles.Options(recorded)));

        ContractFile accepted = ContractFile.Parse(recorded).RecordMoved(
            HostContract.Parse(diagnostic.Properties["Contract"]!, diagnostic.Properties["Limits"]!),
            diagnostic.Properties["Moved"]!);
        Assert.Empty(await DiagnosticsOf(Moved, ContractFiles.Options(accepted.Print())));
    }

    [Theory]
    [InlineData("[MaxBytes(100)] string key", "[{|NGX0043:MaxBytes(99)|}] string key", "could pass 100 bytes in 'key' of 'Get', and now only 99; raise the limit")]
    [InlineData("[MaxBytes(1000)] string key", "[{|NGX0043:MaxBytes(999)|}] string key", "could pass 1,000 bytes in 'key' of 'Base', and now only 999; raise the limit")]
    [InlineData("string value", "[{|NGX0043:MaxBytes(5)|}] string value", "could pass 16,777,216 bytes in 'value' of 'Get', the default of GuestOptions.MaxBytesPerCall, and now only 5; remove the limit")]
    [InlineData("byte[] data", "[{|NGX0043:MaxItems(5)|}] byte[] data", "could pass 16,777,216 items in 'data' of 'IFile.Write', the default of GuestOptions.MaxBytesPerCall, and now only 5; remove the limit")]
    [InlineData("[MaxItems(10)] IReadOnlyList<string> Lines", "[{|NGX0043:MaxItems(9)|}] IReadOnlyList<string> Lines", "could pass 10 items in 'Lines' of 'Order', and now only 9; raise the limit")]
    [InlineData("[MaxItems(10)] IReadOnlyList<string> Lines", "[property: {|NGX0043:MaxItems(9)|}] IReadOnlyList<string> Lines", "could pass 10 items in 'Lines' of 'Order', and now only 9; raise the limit")]
    [InlineData("public IReadOnlyList<string> Notes", "[{|NGX0043:MaxItems(9)|}] public IReadOnlyList<string> Notes", "could pass 262,144 items in 'Notes' of 'Details', the default of GuestOptions.MaxItemsPerCall, and now only 9; remove the limit")]
    [InlineData("double[] Points", "[{|NGX0043:MaxItems(9)|}] double[] Points", "could pass 2,097,152 items in 'Points' of 'Shape.Polygon', the default of GuestOptions.MaxBytesPerCall, and now only 9; remove the limit")]
    public async Task A_limit_that_is_lower_than_recorded_is_marked_at_its_attribute(string what, string by, string message)
    {
        Assert.Contains(what, RecordedLimits, StringComparison.Ordinal);
        string source = RecordedLimits.Replace(what, by, StringComparison.Ordinal);
        Assert.Equal(
            $"Guests of 'env/IStore' {message}, or accept it with 'dotnet build -p:NgixiContracts=Accept'",
            Assert.Single(await AnalyzerTest.Verify(source, options: ContractFiles.Options(ContractFiles.Record(RecordedLimits)))));
        Assert.Empty(await AnalyzerTest.Analyze(
            Sources.Compile(MarkedSource.Parse(source).Text),
            ContractFiles.Options(ContractFiles.Record(RecordedLimits), "Accept")));
        await AnalyzerTest.Verify(RecordedLimits, options: ContractFiles.Options(ContractFiles.Record(MarkedSource.Parse(source).Text)));
    }

    [Fact]
    public async Task A_limit_is_marked_for_each_contract_whose_guests_pass_more()
    {
        const string Before =
            "[WasmImport(\"env\")] interface IFirst { void Put(Order order); } [WasmExport] interface ISecond { Order Make(); } record Order(byte[] Data);";
        const string After =
            "[WasmImport(\"env\")] interface IFirst { void Put(Order order); } [WasmExport] interface ISecond { Order Make(); } record Order([MaxItems(5)] byte[] Data);";
        IEnumerable<Diagnostic> diagnostics = await AnalyzerTest.Analyze(
            Sources.Compile(After),
            ContractFiles.Options(ContractFiles.Record(Before)));
        Assert.Equal(
            ["Guests of 'ISecond' could pass", "Guests of 'env/IFirst' could pass"],
            diagnostics
                .Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture).Split(" 16,")[0])
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_limit_of_a_result_is_marked_where_its_method_moved_to_another_interface()
    {
        const string Before = "[WasmExport] interface IPlugin { void Start(); Report Make(); } record Report([MaxItems(10)] byte[] Data);";
        const string Moved =
            "[WasmExport] interface IPlugin { void Start(); } [WasmExport] interface IMaker { Report Make(); } record Report([MaxItems(9)] byte[] Data);";
        Diagnostic diagnostic = Assert.Single(
            await AnalyzerTest.Analyze(Sources.Compile(Moved), ContractFiles.Options(ContractFiles.Record(Before))));
        Assert.StartsWith(
            "Guests of 'IPlugin' could pass 10 items in 'Data' of 'Report', and now only 9",
            diagnostic.GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
        ContractFile accepted = ContractFile.Parse(ContractFiles.Record(Before)).RecordLimit(
            diagnostic.Properties["Contract"]!,
            ContractLimit.Parse(diagnostic.Properties["Limit"]!)!);
        Assert.Empty(await AnalyzerTest.Analyze(Sources.Compile(Moved), ContractFiles.Options(accepted.Print())));
    }

    [Fact]
    public async Task A_limit_in_a_library_is_marked_at_the_interface_that_uses_it()
    {
        const string Interface = "[WasmImport(\"env\")] interface IStore { void Put(Order order); }";
        const string Library = "public record Order([MaxItems(10)] byte[] Data);";
        CSharpCompilation compilation = Sources.Compile(Interface).AddReferences(
            Sources.Reference(Library.Replace("10", "9", StringComparison.Ordinal)));
        Diagnostic diagnostic = Assert.Single(
            await AnalyzerTest.Analyze(compilation, ContractFiles.Options(ContractFiles.Record(Interface + Library))));
        Assert.Equal(
            ("NGX0043", "IStore"),
            (diagnostic.Id, Interface[diagnostic.Location.SourceSpan.Start..diagnostic.Location.SourceSpan.End]));
    }

    [Fact]
    public async Task A_break_that_is_accepted_is_none() => Assert.Empty(await DiagnosticsOf(
        Edit("byte[]? Get(string key)", "byte[]? Get(string key, string scope)"), ContractFiles.Options(File, "Accept")));

    [Fact]
    public async Task A_contract_that_is_gone_is_marked_in_the_file()
    {
        Diagnostic diagnostic = Assert.Single(await DiagnosticsOf("class Empty;", ContractFiles.Options(File)));
        Assert.Equal("NGX0013", diagnostic.Id);
        Assert.Equal(
            "Guests were built for 'env/IKeyValue', which is gone; bring it back, or accept the break with 'dotnet build -p:NgixiContracts=Accept'",
            diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(
            (ContractFiles.Path, 4),
            (diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().StartLinePosition.Line));
        Assert.Equal("env/IKeyValue", diagnostic.Properties["Gone"]);
    }

    [Fact]
    public async Task What_has_errors_of_its_own_is_not_said_to_break() =>
        await Verify(Edit("byte[]? Get(string key)", "byte[]? Get({|NGX0001:object|} key)"));

    [Fact]
    public async Task A_fix_has_what_it_needs()
    {
        Diagnostic diagnostic = Assert.Single(await DiagnosticsOf(
            Edit(
                "byte[]? Get(string key);",
                "byte[]? Get(string key, string scope);\n[WasmErrors(typeof(KvError)), WasmVersion(2)] byte[]? Get(string key, bool fresh);"),
            ContractFiles.Options(File)));
        Assert.Equal("Get(string key) -> byte[]? throws KvError", diagnostic.Properties["Recorded"]);
        Assert.Equal("Get(string key, string scope) -> byte[]? throws KvError", diagnostic.Properties["Current"]);
        Assert.Equal("kv_get", diagnostic.Properties["Import"]);
        Assert.Equal("1", diagnostic.Properties["Version"]);
        Assert.Equal("3", diagnostic.Properties["NextVersion"]);
        Assert.Equal(ContractFiles.Path, diagnostic.Properties["ContractFile"]);
        Assert.StartsWith("env/IKeyValue@", diagnostic.Properties["Contract"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0, "line 1, the file ends too early")]
    [InlineData("<<<<<<< HEAD\n{}", 0, "line 1, '<' should not stand here")]
    [InlineData("{\n  \"format\": 2\n}", 1, "line 2, the format is 2, and this version of Ngixi.Bindgen knows 1")]
    [InlineData("{\n  \"format\": 1\n}", 0, "line 1, \"contracts\" is missing")]
    [InlineData("{ \"format\": 1,\n\"contracts\": [\n{ \"name\": \"a/I\", \"hash\": \"392ba955efa06443\", \"shape\": [], \"earlier\": [],\n\"limits\": [\n\"put key: 5 words\"] } ] }", 4, "line 5, \"put key: 5 words\" is not a limit")]
    [InlineData("{ \"format\": 1,\n\"contracts\": [\n{ \"name\": \"a/I\", \"hash\": \"00\", \"shape\": [], \"earlier\": [] } ] }", 2, "line 3, the shape of a/I has the hash 392ba955efa06443, not 00: it was changed by hand")]
    public async Task A_contract_file_that_cannot_be_read_is_marked_at_its_line(string text, int line, string message)
    {
        Diagnostic diagnostic = Assert.Single(await DiagnosticsOf(Recorded, ContractFiles.Options(text)));
        Assert.Equal("NGX0015", diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(
            (ContractFiles.Path, line),
            (diagnostic.Location.GetLineSpan().Path, diagnostic.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Fact]
    public async Task The_mark_of_a_merge_on_the_page_is_marked()
    {
        string page = await System.IO.File.ReadAllTextAsync(Path.Combine(TestPaths.Diagnostics, "NGX0015.md"));
        string mark = Assert.Single(CodeRegions.BlocksOf(page, "json"));
        Diagnostic diagnostic = Assert.Single(await DiagnosticsOf(Recorded, ContractFiles.Options($"{mark}{File}")));
        Assert.Equal("NGX0015", diagnostic.Id);
        Assert.Contains("line 1, '<' should not stand", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(await DiagnosticsOf(Recorded, ContractFiles.Options(File)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_version_that_is_no_later_one_is_marked(int version) => await AnalyzerTest.Verify(
        $$"""
        [WasmImport("env")]
        interface ITest
        {
            void First();
            [{|NGX0014:WasmVersion({{version}})|}]
            void First(int value);
        }
        """);

    [Fact]
    public async Task Two_methods_of_the_same_version_are_the_same_import() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")]
        interface ITest
        {
            [WasmVersion(2)]
            void First();
            [WasmVersion(2)]
            void {|NGX0005:First|}(int value);
        }
        """);

    private static Task<IReadOnlyList<string>> Verify(string source) => AnalyzerTest.Verify(source, options: ContractFiles.Options(File));

    private static Task<IReadOnlyList<string>> VerifyExport(string what, string by)
    {
        Assert.Contains(what, RecordedExport, StringComparison.Ordinal);
        return AnalyzerTest.Verify(
            RecordedExport.Replace(what, by, StringComparison.Ordinal),
            options: ContractFiles.Options(ContractFiles.Record(RecordedExport)));
    }

    private static async Task<IEnumerable<Diagnostic>> DiagnosticsOf(string source, AnalyzerOptions options) =>
        (await AnalyzerTest.Analyze(Sources.Compile(source), options)).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static string Edit(string what, string by)
    {
        Assert.Contains(what, Recorded, StringComparison.Ordinal);
        return Recorded.Replace(what, by, StringComparison.Ordinal);
    }
}
