namespace Ngixi.Bindgen.CodeFixes.Tests;

public sealed class ContractFixTests
{
    [Fact]
    public async Task A_property_becomes_a_method() => await FixTest.Verify<MakeMethodFix>(
        """
        [WasmImport("env")]
        interface IHttp
        {
            /// <summary>Gets the status.</summary>
            int {|NGX0004:Status|} { get; } // as it stands

            void Send();
        }
        """,
        """
        [WasmImport("env")]
        interface IHttp
        {
            /// <summary>Gets the status.</summary>
            int Status(); // as it stands

            void Send();
        }
        """,
        "Make it a method");

    [Fact]
    public async Task A_property_with_a_setter_becomes_two_methods() => await FixTest.Verify<MakeMethodFix>(
        """
        [WasmImport("env")]
        interface IHttp
        {
            string? {|NGX0004:Agent|} { get; set; }
        }
        """,
        """
        [WasmImport("env")]
        interface IHttp
        {
            string? Agent();
            void SetAgent(string? value);
        }
        """,
        "Make it two methods");

    [Fact]
    public async Task An_event_is_left_to_its_author() => await FixTest.VerifyNone<MakeMethodFix>(
        """
        [WasmImport("env")]
        interface IHttp
        {
            event Action {|NGX0004:Changed|};
        }
        """);

    [Fact]
    public async Task Overloads_are_named_after_their_parameters() => await FixTest.VerifyAll<NameImportFix>(
        """
        [WasmImport("env", Prefix = "log_")]
        interface ILog
        {
            void Write(int value);

            /// <summary>Writes text.</summary>
            void {|NGX0005:Write|}(string text);

            [WasmErrors(typeof(LogError))]
            Task {|NGX0005:Write|}(ReadOnlyMemory<byte> bytes, LogError level);
        }

        enum LogError { Full }
        """,
        """
        [WasmImport("env", Prefix = "log_")]
        interface ILog
        {
            void Write(int value);

            /// <summary>Writes text.</summary>
            [WasmName("log_write_text")]
            void Write(string text);

            [WasmName("log_write_bytes_log_error")]
            [WasmErrors(typeof(LogError))]
            Task Write(ReadOnlyMemory<byte> bytes, LogError level);
        }

        enum LogError { Full }
        """);

    [Theory]
    [InlineData("byte[]? value", "bytes")]
    [InlineData("int? value", "int")]
    [InlineData("ReadOnlySpan<char> value", "text")]
    [InlineData("System.Collections.Generic.IReadOnlyList<string> value", "texts")]
    [InlineData("System.Collections.Generic.IReadOnlyDictionary<string, int> value", "dictionary")]
    [InlineData("Order[] orders, GuestContext context, CancellationToken cancellation", "orders")]
    [InlineData("IFile first, DateTimeOffset second", "file_date_time_offset")]
    public async Task Every_type_of_a_parameter_has_a_word(string parameters, string words) => Assert.Contains(
        $"[WasmName(\"write_{words}\")]",
        await FixTest.Change<NameImportFix>(
            $$"""
            [WasmImport("env")]
            interface ILog
            {
                IFile Open();
                void Write();
                void {|NGX0005:Write|}({{parameters}});
            }

            record Order(int Number);
            [WasmResource("file_")] interface IFile : IDisposable;
            """,
            $"Name it 'write_{words}' with [WasmName]"),
        StringComparison.Ordinal);

    [Fact]
    public async Task An_import_that_another_interface_has_is_named_after_its_own() => await FixTest.Verify<NameImportFix>(
        """
        using Ngixi.Bindgen;

        [WasmImport("env")] interface IEvents { void Write(); }

        [WasmImport("env")]
        interface ISecondLog
        {
            void {|NGX0005:Write|}();
        }
        """,
        """
        using Ngixi.Bindgen;

        [WasmImport("env")] interface IEvents { void Write(); }

        [WasmImport("env")]
        interface ISecondLog
        {
            [WasmName("second_log_write")]
            void Write();
        }
        """,
        "Name it 'second_log_write' with [WasmName]");

    [Fact]
    public async Task A_method_with_the_name_of_a_release_is_left_to_its_author() => await FixTest.VerifyNone<NameImportFix>(
        """
        [WasmResource("file_")]
        interface IFile : IDisposable
        {
            void {|NGX0005:Free|}();
        }
        """);

    [Fact]
    public async Task An_import_that_AssemblyScript_has_is_named_after_its_interface() => await FixTest.Verify<NameImportFix>(
        """
        [WasmImport("env")]
        interface ILog
        {
            Task {|NGX0021:TraceAsync|}(string message);
        }
        """,
        """
        [WasmImport("env")]
        interface ILog
        {
            [WasmName("log_trace")]
            Task TraceAsync(string message);
        }
        """,
        "Name it 'log_trace' with [WasmName]");

    [Fact]
    public async Task What_hides_an_interface_becomes_internal() => await FixTest.Verify<MakeAccessibleFix>(
        """
        class Outer
        {
            /// <summary>Around it.</summary>
            private protected sealed class Middle
            {
                /// <summary>A log.</summary>
                [WasmImport("env")]
                interface {|NGX0008:ILog|};
            }
        }
        """,
        """
        class Outer
        {
            /// <summary>Around it.</summary>
            internal sealed class Middle
            {
                /// <summary>A log.</summary>
                [WasmImport("env")]
                internal interface ILog;
            }
        }
        """,
        "Make it internal");

    [Theory]
    [InlineData("private")]
    [InlineData("protected")]
    [InlineData("private protected")]
    [InlineData("partial")]
    public async Task The_modifiers_of_a_nested_interface_are_replaced_or_added(string modifiers) =>
        await FixTest.Verify<MakeAccessibleFix>(
            $$"""
            class Outer
            {
                [WasmImport("env")] {{modifiers}} interface {|NGX0008:ILog|} { }
            }
            """,
            $$"""
            class Outer
            {
                [WasmImport("env")] internal{{(modifiers == "partial" ? " partial" : "")}} interface ILog { }
            }
            """,
            "Make it internal");

    [Fact]
    public async Task An_interface_of_one_file_becomes_internal() => await FixTest.Verify<MakeAccessibleFix>(
        """
        [WasmImport("env")]
        file interface {|NGX0008:ILog|};
        """,
        """
        [WasmImport("env")]
        internal interface ILog;
        """,
        "Make it internal");

    [Fact]
    public async Task A_resource_states_one_of_the_modules_that_hand_it_out() => await FixTest.Verify<StateModuleFix>(
        """
        [WasmImport("archive")] interface IArchive { IFile Extract(string path); }
        [WasmImport("files")] interface {|NGX0010:IFiles|} { IFile Open(string path); }
        // file
        /// <summary>A file.</summary>
        [WasmResource("file_")]
        interface IFile : IDisposable;
        """,
        """
        [WasmImport("archive")] interface IArchive { IFile Extract(string path); }
        [WasmImport("files")] interface IFiles { IFile Open(string path); }
        // file
        /// <summary>A file.</summary>
        [WasmResource("file_", Module = "files")]
        interface IFile : IDisposable;
        """,
        "Put its imports in the module 'files'");

    [Fact]
    public async Task A_limit_of_what_has_no_length_is_removed() => await FixTest.VerifyAll<RemoveLimitFix>(
        """
        [WasmImport("env")]
        interface ITest
        {
            void A([{|NGX0011:MaxBytes(4)|}] int a);
            void B(
                int first,
                [{|NGX0011:MaxBytes(4)|}] Guid b);
            void C([MaxBytes(4), {|NGX0016:MaxItems(4)|}] string c);
        }
        """,
        """
        [WasmImport("env")]
        interface ITest
        {
            void A(int a);
            void B(
                int first,
                Guid b);
            void C([MaxBytes(4)] string c);
        }
        """);

    [Fact]
    public async Task A_negative_limit_is_left_to_its_author() => await FixTest.VerifyNone<RemoveLimitFix>(
        """
        [WasmImport("env")] interface ITest { void B([{|NGX0011:MaxBytes(-1)|}] string a); }
        """);

    [Theory]
    [InlineData("WasmImport", "[WasmResource(\"file_\")]")]
    [InlineData("WasmResource", "[WasmImport(\"env\")]")]
    public async Task An_interface_keeps_one_of_its_attributes(string removed, string kept) => Assert.Equal(
        $$"""
        [WasmImport("env", Prefix = "files_")] interface IFiles { void Open(); }

        /// <summary>A file.</summary>
        {{kept}}
        interface IFile : IDisposable;
        """,
        await FixTest.Change<KeepOneAttributeFix>(
            """
            [WasmImport("env", Prefix = "files_")] interface IFiles { void Open(); }

            /// <summary>A file.</summary>
            [WasmImport("env")]
            [WasmResource("file_")]
            interface {|NGX0024:{|NGX0025:IFile|}|} : IDisposable;
            """,
            $"Remove [{removed}]"));

    [Fact]
    public async Task A_resource_becomes_disposable() => await FixTest.VerifyAll<DeriveFromDisposableFix>(
        """
        [WasmResource("a_")]
        interface {|NGX0026:IFirst|}
        {
            int Length();
        }

        [WasmResource("b_")] interface {|NGX0026:ISecond|} : IBase;

        interface IBase;
        """,
        """
        [WasmResource("a_")]
        interface IFirst : IDisposable
        {
            int Length();
        }

        [WasmResource("b_")] interface ISecond : IBase, IDisposable;

        interface IBase;
        """);

    [Fact]
    public async Task A_contract_is_disposable_for_the_host_alone() => await FixTest.VerifyAll<ReplaceAsyncDisposableFix>(
        """
        [WasmImport("env")]
        interface IKeyValue : {|NGX0027:IAsyncDisposable|}
        {
            IFile Open();
        }

        [WasmResource("file_")]
        interface IFile : IDisposable, {|NGX0027:IAsyncDisposable|}
        {
            int Length();
        }
        """,
        """
        [WasmImport("env")]
        interface IKeyValue : IDisposable
        {
            IFile Open();
        }

        [WasmResource("file_")]
        interface IFile : IDisposable
        {
            int Length();
        }
        """);

    [Fact]
    public async Task A_prefix_gets_an_underscore() => await FixTest.VerifyAll<SeparatePrefixFix>(
        """
        [WasmImport("env", Prefix = {|NGX0030:"kv"|})] interface IKeyValue { IFile Get(); }
        [WasmResource({|NGX0030:"file"|}, Release = "end")] interface IFile : IDisposable;
        """,
        """
        [WasmImport("env", Prefix = "kv_")] interface IKeyValue { IFile Get(); }
        [WasmResource("file_", Release = "end")] interface IFile : IDisposable;
        """);

    [Fact]
    public async Task A_name_gets_the_prefix_of_its_interface() => await FixTest.VerifyAll<PrefixNameFix>(
        """
        [WasmImport("env", Prefix = "kv_")] interface IKeyValue { [WasmName({|NGX0038:"read"|})] IFile Get(); }
        [WasmResource("file_")] interface IFile : IDisposable { [WasmName({|NGX0038:"seek"|})] void Seek(); }
        """,
        """
        [WasmImport("env", Prefix = "kv_")] interface IKeyValue { [WasmName("kv_read")] IFile Get(); }
        [WasmResource("file_")] interface IFile : IDisposable { [WasmName("file_seek")] void Seek(); }
        """);

    [Fact]
    public async Task An_enum_becomes_flags() => await FixTest.Verify<AddFlagsFix>(
        """
        [WasmImport("env")] interface ITest { void Open(Access access); }
        // file
        /// <summary>What one may do.</summary>
        public enum {|NGX0033:Access|}
        {
            Read = 1,
            Write = 2,
            Execute = 4,
        }
        """,
        """
        [WasmImport("env")] interface ITest { void Open(Access access); }
        // file
        /// <summary>What one may do.</summary>
        [Flags]
        public enum Access
        {
            Read = 1,
            Write = 2,
            Execute = 4,
        }
        """,
        "Add [Flags]");

    [Fact]
    public async Task A_file_says_what_may_be_null() => await FixTest.Verify<EnableNullableFix>(
        """
        // A licence.
        using System;

        /// <summary>A contract.</summary>
        [WasmImport("env")] interface {|NGX0034:ITest|} { string Get(); }
        """,
        """
        // A licence.
        #nullable enable

        using System;

        /// <summary>A contract.</summary>
        [WasmImport("env")] interface ITest { string Get(); }
        """,
        "Add '#nullable enable'",
        isNullable: false);

    [Fact]
    public async Task A_file_that_begins_with_its_contract_does_too() => await FixTest.Verify<EnableNullableFix>(
        """
        /// <summary>A contract.</summary>
        [WasmImport("env")] interface {|NGX0034:ITest|} { string Get(); }
        """,
        """
        #nullable enable

        /// <summary>A contract.</summary>
        [WasmImport("env")] interface ITest { string Get(); }
        """,
        "Add '#nullable enable'",
        isNullable: false);

    [Fact]
    public async Task A_directive_ends_like_the_lines_of_its_file() => await FixTest.Verify<EnableNullableFix>(
        "using System;\r\n[WasmImport(\"env\")] interface {|NGX0034:ITest|} { string Get(); }\r\n",
        "#nullable enable\r\n\r\nusing System;\r\n[WasmImport(\"env\")] interface ITest { string Get(); }\r\n",
        "Add '#nullable enable'",
        isNullable: false);

    [Fact]
    public async Task A_directive_that_is_there_is_changed() => await FixTest.Verify<EnableNullableFix>(
        """
        #nullable disable
        [WasmImport("env")] interface {|NGX0034:ITest|} { string Get(); }
        """,
        """
        #nullable enable
        [WasmImport("env")] interface ITest { string Get(); }
        """,
        "Add '#nullable enable'");

    [Fact]
    public async Task A_list_gets_a_limit_of_its_own() => await FixTest.VerifyAll<LimitItemsFix>(
        """
        [WasmImport("env")]
        interface ITags
        {
            void Tag(string item, IReadOnlyList<string> {|NGX0018:tags|}, [MaxItems(2)] string[] limited);
            void Label(IReadOnlyDictionary<string, string> {|NGX0018:labels|}, [MaxBytes(8)] string[] limited, int[] numbers);
            IReadOnlyList<string> Get();
        }
        """,
        """
        [WasmImport("env")]
        interface ITags
        {
            void Tag(string item, [MaxItems(1024)] IReadOnlyList<string> tags, [MaxItems(2)] string[] limited);
            void Label([MaxItems(1024)] IReadOnlyDictionary<string, string> labels, [MaxBytes(8)] string[] limited, int[] numbers);
            IReadOnlyList<string> Get();
        }
        """,
        enable: "NGX0018");
}
