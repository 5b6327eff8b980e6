using Microsoft.CodeAnalysis.CSharp;
using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

public sealed class ContractAdviceTests
{
    [Fact]
    public async Task An_import_of_AssemblyScript_itself_is_marked()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            [WasmImport("env")]
            interface ILog
            {
                void {|NGX0021:Trace|}(string message);
                [WasmName("console.log")] void {|NGX0021:Write|}(string message);
                [WasmName("log_abort")] void Abort();
            }

            [WasmImport("log")] interface IOtherModule { void Trace(string message); }
            [WasmImport("env", Prefix = "log_")] interface IPrefixed { void Trace(string message); }
            """);
        Assert.Equal(
            "'Trace' would define 'env.trace', which AssemblyScript's own library imports; rename it with [WasmName]",
            messages[0]);
    }

    [Fact]
    public async Task A_resource_that_guests_cannot_release_is_marked() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")] interface IFiles { IFile Open(); IStream Read(); }
        [WasmResource("file_")] interface {|NGX0026:IFile|} { int Length(); }
        [WasmResource("stream_")] interface IStream : IBase { int Length(); }
        interface IBase : IDisposable;
        """);

    [Fact]
    public async Task A_contract_whose_DisposeAsync_guests_could_call_is_marked()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            [WasmImport("env", Prefix = "kv_")] interface IKeyValue : {|NGX0027:IAsyncDisposable|} { IFile Open(); }
            [WasmResource("file_")] interface IFile : IDisposable, {|NGX0027:System.IAsyncDisposable|};
            [WasmImport("inherited")] interface {|NGX0027:IInherited|} : IBase;
            [WasmImport("env")] interface IFine : IDisposable { void DisposeAsync(int what); }
            interface IBase : IAsyncDisposable;
            """);
        Assert.StartsWith("'IKeyValue' exposes DisposeAsync as the import 'kv_dispose'", messages[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_guests_do_not_see_as_it_is_is_marked()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            [WasmImport("env", Prefix = "d_")]
            interface {|NGX0028:IDelete|}
            {
                void {|NGX0028:Export|}();
                int Read(int @class);
                [WasmName("d_read_slowly")] Task<int> {|NGX0028:ReadAsync|}();
                int Get();
                IItem Item();
            }

            [WasmResource("item_")]
            interface IItem : IDisposable
            {
                int {|NGX0028:Get|}();
                int Export();
            }
            """);
        Assert.Equal(
            "The stub names 'IDelete' 'delete_', because 'delete' is a word of AssemblyScript or of the stubs; rename it to choose a better name",
            messages[0]);
        Assert.Equal(
            "The stub names 'ReadAsync' 'read_', because 'read' is another method; rename it to choose a better name",
            messages[2]);
    }

    [Fact]
    public async Task A_default_value_that_no_stub_can_have_is_marked() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")]
        interface IHttp
        {
            void Send(string method = "GET", ReadOnlySpan<byte> body = {|NGX0029:default|}, TimeSpan timeout = default, Guid id = default, DateTimeOffset at = {|NGX0029:default|}, CancellationToken cancellation = default);
            void Fine(int number = 1, string? text = null, byte[]? bytes = null, CancellationToken cancellation = default);
        }
        """);

    [Fact]
    public async Task A_prefix_that_runs_into_the_name_is_marked()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            [WasmImport("env", Prefix = {|NGX0030:"kv"|})] interface IKeyValue { IFile Get(); }
            [WasmResource({|NGX0030:"file"|}, Module = "env")] interface IFile : IDisposable;
            [WasmImport("a", Prefix = "kv_")] interface IUnderscore { void Get(); }
            [WasmImport("b", Prefix = "kv.")] interface IPoint { void Get(); }
            [WasmImport("c", Prefix = "kv")] interface INamed { [WasmName("kv_get")] void Get(); }
            [WasmImport("d", Prefix = "")] interface INone { void Get(); }
            """);
        Assert.Equal("The prefix 'kv' runs into the name after it, as in 'kvget'; end it with '_'", messages[0]);
        Assert.Contains("'filefree'", messages[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leaves_the_prefix_out_is_marked()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            [WasmImport("env", Prefix = "kv_")]
            interface IKeyValue
            {
                [WasmName({|NGX0038:"read"|})] int Get();
                [WasmName("kv_write")] void Set();
                IFile Open();
            }

            [WasmResource("file_")] interface IFile : IDisposable { [WasmName({|NGX0038:"seek"|})] void Seek(); }
            [WasmImport("other")] interface IWithout { [WasmName("read")] int Get(); }
            """);
        Assert.Equal("'read' is the whole name of the import, without the prefix 'kv_'; write 'kv_read' to include it", messages[0]);
    }

    [Fact]
    public async Task A_span_in_a_method_that_returns_a_task_is_marked()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            [WasmImport("env")]
            interface IHttp
            {
                Task SendAsync({|NGX0032:ReadOnlySpan<byte>|} body, {|NGX0032:ReadOnlySpan<char>|} url);
                ValueTask<int> ReceiveAsync({|NGX0032:Span<byte>|} buffer);
                Task FineAsync(ReadOnlyMemory<byte> body, string url, byte[] more);
                void Synchronous(ReadOnlySpan<byte> body, ReadOnlySpan<char> url, Span<byte> buffer);
            }
            """);
        Assert.Equal(
            [
                "No async method can implement 'SendAsync', because of its parameter of type 'ReadOnlySpan<byte>'; take a ReadOnlyMemory<byte>",
                "No async method can implement 'SendAsync', because of its parameter of type 'ReadOnlySpan<char>'; take a string",
                "No async method can implement 'ReceiveAsync', because of its parameter of type 'Span<byte>'; return an array",
            ],
            messages);
    }

    [Fact]
    public async Task An_enum_of_flags_that_is_not_marked_so_is_marked_once() => await AnalyzerTest.Verify(
        """
        [WasmImport("a")] interface IFirst { void Open(Access access, Level level, Marked marked, Two two); }
        [WasmImport("b")] interface ISecond { Task<Access> Get(); void Set(System.Collections.Generic.IReadOnlyList<Order> orders); }
        record Order(Outer.InARecord Kind);
        class Outer { internal enum {|NGX0033:InARecord|} { A = 1, B = 2, C = 4 } }
        enum {|NGX0033:Access|} { None, Read = 1, Write = 2, Execute = 4 }
        enum Level { A, B, C, D, E }
        enum Two { A, B, C }
        [Flags] enum Marked { A = 1, B = 2, C = 4 }
        enum NotOfAContract { A = 1, B = 2, C = 4 }
        enum Problem { A = 1, B = 2, C = 4 }
        [WasmImport("c")] interface IThird { [WasmErrors(typeof(Problem))] void Fail(); }
        """);

    [Fact]
    public async Task A_contract_that_does_not_say_what_may_be_null_is_marked() => await AnalyzerTest.Verify(
        """
        #nullable disable
        [WasmImport("a")] interface {|NGX0034:IResult|} { string Get(); }
        [WasmImport("b")] interface {|NGX0034:IParameter|} { void Set(byte[] value); }
        [WasmImport("c")] interface {|NGX0034:ITask|} { Task<string> Get(); }
        [WasmImport("d")] interface INoReferences { Task Set(int value, CancellationToken cancellation, GuestContext context); void Send(ReadOnlySpan<byte> bytes); }
        #nullable enable
        [WasmImport("e")] interface IFine { string? Get(string key); }
        """);

    [Fact]
    public async Task An_export_is_advised_of_what_goes_for_both_directions() => await AnalyzerTest.Verify(
        """
        [WasmExport(Prefix = {|NGX0030:"plugin"|})]
        interface IPlugin
        {
            void Export(Access access = Access.Read, TimeSpan timeout = default);
            [WasmName({|NGX0038:"stop"|})] void Stop();
        }

        enum {|NGX0033:Access|} { Read = 1, Write = 2, Execute = 4 }

        #nullable disable
        [WasmExport(Prefix = "o_")] interface {|NGX0034:IOblivious|} { void Take(string text); }
        """);

    [Fact]
    public async Task A_resource_that_no_method_returns_is_marked() => await AnalyzerTest.Verify(
        """
        [WasmImport("a")] interface IFiles { Task<IFile?> Open(); void Close(ITaken taken); IMeant Make({|NGX0001:nint|} wrong); }
        [WasmResource("meant_")] interface IMeant : IDisposable;
        [WasmResource("file_")] interface IFile : IDisposable { IPart First(); }
        [WasmResource("part_")] interface IPart : IDisposable;
        [WasmResource("taken_")] interface {|NGX0025:ITaken|} : IDisposable;
        [WasmResource("alone_")] interface {|NGX0025:IAlone|} : IDisposable;
        """);

    [Fact]
    public async Task A_library_of_resources_alone_is_not_asked_who_returns_them() => await AnalyzerTest.Verify(
        """
        [WasmResource("file_")] public interface IFile : IDisposable;
        """);

    [Fact]
    public async Task An_interface_is_an_import_or_a_resource() => await AnalyzerTest.Verify(
        """
        [WasmImport("a")] interface IFiles { IFile Open(); }
        [WasmImport("a", Prefix = "file_"), WasmResource("file_")] interface {|NGX0024:IFile|} : IDisposable { int Length(); }
        """);

    [Theory]
    [InlineData(LanguageVersion.CSharp10, true)]
    [InlineData(LanguageVersion.CSharp11, true)]
    [InlineData(LanguageVersion.CSharp12, false)]
    public async Task The_language_must_be_that_of_the_glue(LanguageVersion version, bool isTooOld)
    {
        const string Source = "[WasmImport(\"env\")] interface {|NGX0037:ITest|} { void Run(); }";
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            isTooOld ? Source : MarkedSource.Parse(Source).Text, compilation => compilation.WithLanguage(version));
        Assert.All(messages, message => Assert.Contains($"uses C# {version.ToDisplayString()};", message, StringComparison.Ordinal));
    }

    [Fact]
    public void In_an_old_language_nothing_is_generated_that_would_hide_the_message() => Assert.Empty(
        GeneratedFiles.From(
            Sources.Compile("[WasmImport(\"env\")] interface ITest { string Get(); }").WithLanguage(LanguageVersion.CSharp10)).Diagnostics);
}
