using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.CodeFixes.Tests;

/// <summary>The contract file becomes what a build with <c>NgixiContracts=Accept</c> would write.</summary>
public sealed class AcceptBreakFixTests
{
    private const string Title = "Accept the break: record 'env/IKeyValue' as it is";

    private const string Source =
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            [WasmErrors(typeof(KvError))]
            byte[]? Get(string key);
            Mode ModeOf(string key);
            void Draw(Point at);
            IFile Open();
        }

        [WasmResource("file_")]
        interface IFile : IDisposable
        {
            int Read(Span<byte> buffer);
        }

        enum KvError { Locked }
        enum Mode { Read, Write }
        record Point(int X, int Y);
        """;

    [Theory]
    [InlineData("Get(string key)", "{|NGX0013:Get|}(string key, string scope)")]
    [InlineData("byte[]? Get(", "string? {|NGX0013:Get|}(")]
    [InlineData("byte[]? Get(", "[WasmName(\"get\")] byte[]? {|NGX0013:Fetch|}(")]
    [InlineData("{ Read, Write }", "{ Read, {|NGX0013:Write|} = 4 }")]
    [InlineData("{ Read, Write }", "{ Read, Write, {|NGX0013:Append|} }")]
    [InlineData("{ Locked }", "{ {|NGX0013:Locked|} = 4 }")]
    [InlineData("record Point(int X, int Y)", "record {|NGX0013:Point|}(int X, int Y, int Z)")]
    [InlineData("Read(Span<byte> buffer)", "{|NGX0013:Read|}(Span<byte> buffer, long offset)")]
    public async Task A_change_is_recorded(string what, string by)
    {
        string before = Source.Replace(what, by, StringComparison.Ordinal);
        await Verify(before, ContractFiles.Record(Source));
    }

    [Fact]
    public async Task A_method_that_is_gone_is_forgotten() => await Verify(
        Source.Replace("Mode ModeOf(string key);", "", StringComparison.Ordinal).Replace(
            "interface IKeyValue",
            "interface {|NGX0013:IKeyValue|}",
            StringComparison.Ordinal),
        ContractFiles.Record(Source));

    [Fact]
    public async Task Earlier_shapes_that_are_still_served_stay()
    {
        string grown = Source.Replace("IFile Open();", "IFile Open(); void Flush();", StringComparison.Ordinal);
        string recorded = ContractFile.Parse(ContractFiles.Record(Source)).Record(ContractFiles.ContractsOf(grown)).Print();
        string before = grown.Replace("void Flush()", "void {|NGX0013:Flush|}(int count)", StringComparison.Ordinal);
        await Verify(before, recorded);
        Assert.Contains("\"earlier\": [\n        {", Accepted(recorded, before), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_contracts_stay_as_they_were_recorded()
    {
        const string Log = "\n[WasmImport(\"env\")] interface ILog { void Write(string text); }";
        string before = (Source + Log).Replace("Get(string key)", "{|NGX0013:Get|}(string key, int flags)", StringComparison.Ordinal);

        // What grew breaks nobody, and is not what the break is about.
        string grown = before.Replace("void Write(string text);", "void Write(string text); void WriteLine();", StringComparison.Ordinal);
        string recorded = ContractFiles.Record(Source + Log);
        await FixTest.Verify<AcceptBreakFix>(
            grown,
            ChangeFixes.Unmarked(grown),
            Title,
            recorded: recorded,
            recordedAfter: Accepted(recorded, before));
    }

    [Fact]
    public async Task A_contract_that_is_gone_is_forgotten()
    {
        const string Log = "[WasmImport(\"env\")] interface ILog { void Write(string text); }";
        string recorded = ContractFiles.Record($"{Source}\n{Log}");
        await FixTest.Verify<AcceptBreakFix>(
            Log,
            Log,
            "Accept the break: remove the record of 'env/IKeyValue'",
            recorded: recorded.Replace(
                "      \"name\": \"env/IKeyValue\",",
                "{|NGX0013:      \"name\": \"env/IKeyValue\",|}",
                StringComparison.Ordinal),
            recordedAfter: Accepted(recorded, Log));
    }

    [Fact]
    public async Task What_guests_export_is_recorded()
    {
        const string Plugin = "[WasmExport] interface IPlugin { void Start(); }";
        string recorded = ContractFiles.Record(Plugin);
        string before = Plugin.Replace("void Start();", "void Start(); void {|NGX0013:Stop|}();", StringComparison.Ordinal);
        await FixTest.Verify<AcceptBreakFix>(
            before,
            ChangeFixes.Unmarked(before),
            "Accept the break: record 'IPlugin' as it is",
            recorded: recorded,
            recordedAfter: Accepted(recorded, before));
    }

    [Fact]
    public async Task A_limit_is_recorded_and_nothing_else()
    {
        const string Log = "[WasmImport(\"env\")] interface ILog { void Write([MaxBytes(100)] string text, [MaxItems(9)] byte[] data); }";
        string recorded = ContractFiles.Record(Log);
        string before = Log
            .Replace("MaxBytes(100)", "{|NGX0043:MaxBytes(50)|}", StringComparison.Ordinal)
            .Replace("MaxItems(9)", "MaxItems(10)", StringComparison.Ordinal)
            .Replace("data);", "data); void Clear();", StringComparison.Ordinal);
        await FixTest.Verify<AcceptBreakFix>(
            before,
            ChangeFixes.Unmarked(before),
            "Accept the limit: record 'write text: 50 bytes'",
            recorded: recorded,
            recordedAfter: recorded.Replace("write text: 100 bytes", "write text: 50 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_limits_of_a_project_are_accepted_at_once_and_no_break_by_the_way()
    {
        const string Log = "[WasmImport(\"env\")] interface ILog { void Write([MaxBytes(100)] string text, byte[] data); void Clear(); }";
        string recorded = ContractFiles.Record(Log);
        string before = Log
            .Replace("MaxBytes(100)", "{|NGX0043:MaxBytes(50)|}", StringComparison.Ordinal)
            .Replace("byte[] data", "[{|NGX0043:MaxItems(10)|}] byte[] data", StringComparison.Ordinal)
            .Replace("void Clear()", "bool {|NGX0013:Clear|}()", StringComparison.Ordinal);
        await FixTest.VerifyAll<AcceptBreakFix>(
            before,
            before
                .Replace("{|NGX0043:MaxBytes(50)|}", "MaxBytes(50)", StringComparison.Ordinal)
                .Replace("{|NGX0043:MaxItems(10)|}", "MaxItems(10)", StringComparison.Ordinal),
            recorded: recorded,
            recordedAfter: recorded.Replace(
                "\"write text: 100 bytes\"",
                "\"write data: 10 items\",\n        \"write text: 50 bytes\"",
                StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_break_that_is_accepted_records_the_limits_of_its_contract()
    {
        const string Log = "[WasmImport(\"env\")] interface ILog { void Write([MaxBytes(100)] string text); }";
        string recorded = ContractFiles.Record(Log);
        string before = Log.Replace(
            "void Write([MaxBytes(100)] string text)",
            "void {|NGX0013:Write|}([MaxBytes(50)] string text, int level)",
            StringComparison.Ordinal);
        await FixTest.Verify<AcceptBreakFix>(
            before,
            ChangeFixes.Unmarked(before),
            "Accept the break: record 'env/ILog' as it is",
            recorded: recorded,
            recordedAfter: Accepted(recorded, before));
        Assert.Contains("write text: 50 bytes", Accepted(recorded, before), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_breaks_of_a_project_are_accepted_at_once()
    {
        const string Clock = "\n[WasmImport(\"env\")] interface IClock { long Now(); }";
        string before = (Source + Clock)
            .Replace("Get(string key)", "{|NGX0013:Get|}(string key, int flags)", StringComparison.Ordinal)
            .Replace("Now()", "{|NGX0013:Now|}(int zone)", StringComparison.Ordinal)
            .Replace("{ Read, Write }", "{ Read, {|NGX0013:Write|} = 4 }", StringComparison.Ordinal);
        string recorded = ContractFiles.Record($"{Source}{Clock}\n[WasmImport(\"env\")] interface ILog {{ void Write(string text); }}");
        await FixTest.VerifyAll<AcceptBreakFix>(
            before,
            ChangeFixes.Unmarked(before),
            recorded: recorded.Replace(
                "      \"name\": \"env/ILog\",",
                "{|NGX0013:      \"name\": \"env/ILog\",|}",
                StringComparison.Ordinal),
            recordedAfter: Accepted(recorded, before));
    }

    private static Task Verify(string before, string recorded) =>
        FixTest.Verify<AcceptBreakFix>(
            before,
            ChangeFixes.Unmarked(before),
            Title,
            recorded: recorded,
            recordedAfter: Accepted(recorded, before));

    /// <summary>What the build makes of the contract file.</summary>
    private static string Accepted(string recorded, string source) =>
        ContractFile.Parse(recorded).Record(ContractFiles.ContractsOf(ChangeFixes.Unmarked(source))).Print();
}
