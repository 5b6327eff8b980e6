using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.CodeFixes.Tests;

/// <summary>The method that guests were built for comes back, and the changed one stands beside it as its next version.</summary>
public sealed class AddVersionFixTests
{
    private const string Title = "Add version 2 beside the one that guests were built for";

    [Fact]
    public async Task The_method_that_guests_were_built_for_comes_back_before_the_changed_one() => await Verify(
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            void Clear();

            /// <summary>Gets a value.</summary>
            byte[]? {|NGX0013:Get|}(string key, string scope); // as it stands

            void Flush();
        }
        """,
        "string key, string scope",
        "string key",
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            void Clear();

            byte[]? Get(string key);

            /// <summary>Gets a value.</summary>
            [WasmVersion(2)]
            byte[]? Get(string key, string scope); // as it stands

            void Flush();
        }
        """);

    [Fact]
    public async Task Comments_and_regions_stay_with_the_changed_method() => await Verify(
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            // What is stored.
            #region Values
            [WasmErrors(typeof(KvError))]
            byte[]? {|NGX0013:Get|}(
                string key, // of a value
                string scope);
            #endregion
        }

        enum KvError { Full }
        """,
        ", // of a value\n        string scope",
        "",
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            [WasmErrors(typeof(KvError))]
            byte[]? Get(string key);

            // What is stored.
            #region Values
            [WasmVersion(2)]
            [WasmErrors(typeof(KvError))]
            byte[]? Get(
                string key, // of a value
                string scope);
            #endregion
        }

        enum KvError { Full }
        """);

    [Fact]
    public async Task Limits_and_spans_are_as_they_were() => await Verify(
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            Task<bool> {|NGX0013:SetAsync|}(GuestContext context, [MaxBytes(64)] string key, [MaxBytes(1024)] ReadOnlyMemory<byte> value, int days = 3, CancellationToken cancellation = default);
        }
        """,
        "int days = 3, ",
        "",
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            Task<bool> SetAsync(GuestContext context, [MaxBytes(64)] string key, [MaxBytes(1024)] ReadOnlyMemory<byte> value, CancellationToken cancellation);

            [WasmVersion(2)]
            Task<bool> SetAsync(GuestContext context, [MaxBytes(64)] string key, [MaxBytes(1024)] ReadOnlyMemory<byte> value, int days = 3, CancellationToken cancellation = default);
        }
        """);

    [Fact]
    public async Task A_span_that_is_gone_comes_back_as_what_guests_know_it_by() => await Verify(
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            void {|NGX0013:Set|}(string key, string @event);
        }
        """,
        "string key, string @event",
        "ReadOnlySpan<byte> key, IReadOnlyDictionary<string, Guid?> @event, Span<byte> buffer",
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            void Set(byte[] key, IReadOnlyDictionary<string, Guid?> @event, Span<byte> buffer);

            [WasmVersion(2)]
            void Set(string key, string @event);
        }
        """);

    [Fact]
    public async Task Types_are_named_with_their_namespaces_where_they_must_be() => await Verify(
        """
        namespace Demo
        {
            [WasmImport("env")]
            interface IKeyValue
            {
                Near {|NGX0013:Get|}(Near near);
            }

            record Near(int Value);
        }

        namespace Demo.Elsewhere
        {
            record Far(int Value);

            [WasmImport("other")]
            interface IOther
            {
                Far Get();
            }
        }
        """,
        "Near Get(Near near)",
        "Demo.Elsewhere.Far[]? Get(Near near, Demo.Elsewhere.Far? far)",
        """
        namespace Demo
        {
            [WasmImport("env")]
            interface IKeyValue
            {
                Elsewhere.Far[]? Get(Near near, Elsewhere.Far? far);

                [WasmVersion(2)]
                Near Get(Near near);
            }

            record Near(int Value);
        }

        namespace Demo.Elsewhere
        {
            record Far(int Value);

            [WasmImport("other")]
            interface IOther
            {
                Far Get();
            }
        }
        """);

    [Fact]
    public async Task Out_parameters_come_back_where_the_result_is_the_same() => await Verify(
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            bool {|NGX0013:TryFind|}(string key, string scope, out int answer);
        }
        """,
        "string key, string scope",
        "string key",
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            bool TryFind(string key, out int answer);

            [WasmVersion(2)]
            bool TryFind(string key, string scope, out int answer);
        }
        """);

    [Fact]
    public async Task Out_parameters_that_are_gone_come_back_as_a_tuple() => await Verify(
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            int {|NGX0013:TryFind|}(string key, string scope);
        }
        """,
        "int TryFind(string key, string scope)",
        "bool TryFind(string key, out int answer)",
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            (bool Result, int answer) TryFind(string key);

            [WasmVersion(2)]
            int TryFind(string key, string scope);
        }
        """);

    [Fact]
    public async Task A_method_whose_parameters_are_the_same_gets_another_name_wherever_it_is_used() => await Verify(
        """
        [WasmImport("env", Prefix = "kv_")]
        interface IKeyValue
        {
            Task<long> {|NGX0013:CountAsync|}();
        }

        class Host : IKeyValue
        {
            public Task<long> CountAsync() => Task.FromResult(1L);

            public static Task<long> Count(IKeyValue values) => values.CountAsync();
        }
        """,
        "Task<long> CountAsync()",
        "Task<int> CountAsync()",
        """
        [WasmImport("env", Prefix = "kv_")]
        interface IKeyValue
        {
            Task<int> CountAsync();

            [WasmVersion(2)]
            [WasmName("kv_count")]
            Task<long> CountV2Async();
        }

        class Host : IKeyValue
        {
            public Task<long> CountV2Async() => Task.FromResult(1L);

            public static Task<long> Count(IKeyValue values) => values.CountV2Async();
        }
        """,
        title: "Add version 2, 'CountV2Async', beside the one that guests were built for");

    [Theory]
    [InlineData("ValueTask<string> {|NGX0013:GetAsync|}(string key, params int[] more)", "ValueTask<int> GetAsync(int key)")]
    [InlineData("Task {|NGX0013:GetAsync|}(string key, params int[] more)", "Task<(int Count, byte[]? Value)> GetAsync(int key)")]
    [InlineData("Task<string> {|NGX0013:Get|}(string key, params int[] more)", "Task Get(DateTimeOffset? key)")]
    [InlineData("string {|NGX0013:Get|}(string key, params int[] more)", "void Get(int key)")]
    [InlineData("void {|NGX0013:Get|}(string key, params int[] more)", "string?[]?[]? Get(TimeSpan key)")]
    [InlineData("void {|NGX0013:Get|}(string key, params int[] more)", "decimal? Get(DateOnly key)")]
    [InlineData("void {|NGX0013:Get|}(string key, params int[] more)", "Uri?[] Get(Int128 key)")]
    public async Task Another_result_comes_back_as_a_task_where_the_method_is_one(string changed, string was)
    {
        string method = ChangeFixes.Unmarked(changed);
        await Verify(
            $$"""
            [WasmImport("env")]
            interface IKeyValue
            {
                {{changed}};
            }
            """,
            method,
            was,
            $$"""
            [WasmImport("env")]
            interface IKeyValue
            {
                {{was}};

                [WasmVersion(2)]
                {{method}};
            }
            """);
    }

    [Fact]
    public async Task A_method_of_a_base_interface_comes_back_there() => await Verify(
        """
        [WasmImport("env")]
        interface IKeyValue : IVersioned;
        // file
        interface IVersioned
        {
            long {|NGX0013:Version|}(int of);
        }
        """,
        "long Version(int of)",
        "long Version()",
        """
        [WasmImport("env")]
        interface IKeyValue : IVersioned;
        // file
        interface IVersioned
        {
            long Version();

            [WasmVersion(2)]
            long Version(int of);
        }
        """);

    [Fact]
    public async Task Errors_that_changed_come_back() => await Verify(
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            [WasmErrors(typeof(NewError))]
            void {|NGX0013:Set|}(string key);
        }

        enum OldError { Full }

        enum NewError { Full, Locked }
        """,
        "NewError))",
        "OldError))",
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            [WasmErrors(typeof(OldError))]
            void Set(string key);

            [WasmVersion(2)]
            [WasmName("set")]
            [WasmErrors(typeof(NewError))]
            void SetV2(string key);
        }

        enum OldError { Full }

        enum NewError { Full, Locked }
        """,
        title: "Add version 2, 'SetV2', beside the one that guests were built for");

    [Fact]
    public async Task A_method_of_a_resource_comes_back_in_the_resource() => await Verify(
        """
        [WasmImport("env")]
        interface IFiles
        {
            IFile Open(string path);
        }

        [WasmResource("file_")]
        interface IFile : IDisposable
        {
            int {|NGX0013:Read|}(Span<byte> buffer, long offset);
        }
        """,
        "Span<byte> buffer, long offset",
        "Span<byte> buffer",
        """
        [WasmImport("env")]
        interface IFiles
        {
            IFile Open(string path);
        }

        [WasmResource("file_")]
        interface IFile : IDisposable
        {
            int Read(Span<byte> buffer);

            [WasmVersion(2)]
            int Read(Span<byte> buffer, long offset);
        }
        """);

    [Fact]
    public async Task A_stated_name_is_the_name_of_both() => await Verify(
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            [WasmName("fetch")]
            byte[]? {|NGX0013:Get|}(string key, string scope);
        }
        """,
        "string key, string scope",
        "string key",
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            [WasmName("fetch")]
            byte[]? Get(string key);

            [WasmVersion(2)]
            [WasmName("fetch")]
            byte[]? Get(string key, string scope);
        }
        """);

    [Fact]
    public async Task A_name_that_was_stated_comes_back() => await Verify(
        """
        [WasmImport("env", Prefix = "kv_")]
        interface IKeyValue
        {
            byte[]? {|NGX0013:Get|}(string key);
        }
        """,
        "byte[]? Get(",
        "[WasmName(\"kv_get\")] byte[]? Fetch(",
        """
        [WasmImport("env", Prefix = "kv_")]
        interface IKeyValue
        {
            [WasmName("kv_get")]
            byte[]? Fetch(string key);

            [WasmVersion(2)]
            byte[]? Get(string key);
        }
        """);

    [Fact]
    public async Task A_later_version_that_changed_becomes_the_next_one() => await Verify(
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            byte[]? Get(string key);

            [WasmVersion(2)]
            byte[]? {|NGX0013:Get|}(string key, int flags);
        }
        """,
        "string key, int flags",
        "string key, string scope",
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            byte[]? Get(string key);

            [WasmVersion(2)]
            byte[]? Get(string key, string scope);

            [WasmVersion(3)]
            byte[]? Get(string key, int flags);
        }
        """,
        title: "Add version 3 beside the one that guests were built for");

    [Fact]
    public async Task All_changed_methods_get_their_versions_at_once()
    {
        const string Before =
            """
            [WasmImport("env")]
            interface IKeyValue
            {
                byte[]? {|NGX0013:Get|}(string key, string scope);
                void {|NGX0013:Set|}(string key, string scope);
            }
            """;
        await FixTest.VerifyAll<AddVersionFix>(
            Before,
            """
            [WasmImport("env")]
            interface IKeyValue
            {
                byte[]? Get(string key);

                [WasmVersion(2)]
                byte[]? Get(string key, string scope);
                void Set(string key);

                [WasmVersion(2)]
                void Set(string key, string scope);
            }
            """,
            recorded: ContractFiles.Record(ChangeFixes.Unmarked(Before).Replace(", string scope", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[WasmImport(\"env\")] interface {|NGX0013:IKeyValue|} { void Set(); }", "void Set();", "void Set(); void Get();")]
    [InlineData("[WasmImport(\"env\")] interface IKeyValue { void Set(Level level); } enum Level { Low, {|NGX0013:High|} = 4 }", "High = 4", "High")]
    [InlineData("[WasmImport(\"env\")] interface IKeyValue { void Set(Point point); } record {|NGX0013:Point|}(int X, int Y);", ", int Y", "")]
    [InlineData("[WasmImport(\"env\")] interface IKeyValue { void {|NGX0013:Set|}(int value); }", "int value); }", "Gone value); } record Gone(int X);")]
    [InlineData("[WasmImport(\"env\")] interface IKeyValue { IFile Open(); } [WasmResource(\"file_\")] interface IFile : IDisposable { void {|NGX0013:Close|}(); }", "file_\")] interface IFile : IDisposable { void Close(); }", "file_\", Release = \"close\")] interface IFile : IDisposable;")]
    [InlineData("[WasmImport(\"env\")] interface IKeyValue { void {|NGX0013:Set|}(string key, int value); [WasmName(\"x\")] void Set(string key); }", "string key, int value); [WasmName(\"x\")] void Set(string key);", "string name);")]
    public async Task What_cannot_come_back_beside_the_changed_has_no_version(string before, string what, string was) =>
        await FixTest.VerifyNone<AddVersionFix>(before, ChangeFixes.Recorded(before, what, was));

    private static Task Verify(string before, string what, string was, string after, string title = Title) =>
        FixTest.Verify<AddVersionFix>(before, after, title, recorded: ChangeFixes.Recorded(before, what, was));
}
