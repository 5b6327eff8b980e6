namespace Ngixi.Bindgen.CodeFixes.Tests;

public sealed class TypeFixTests
{
    [Theory]
    [InlineData("nint", "long")]
    [InlineData("nuint", "ulong")]
    [InlineData("System.IntPtr", "long")]
    [InlineData("System.Text.StringBuilder", "string")]
    [InlineData("char[]", "string")]
    [InlineData("Memory<byte>", "ReadOnlyMemory<byte>")]
    [InlineData("ArraySegment<int>", "ReadOnlyMemory<int>")]
    public async Task A_type_has_a_neighbour_that_crosses(string type, string instead) => await FixTest.Verify<UseSupportedTypeFix>(
        $$"""
        [WasmImport("env")]
        interface ITest
        {
            void Take(int good, {|NGX0001:{{type}}|} bad);
        }
        """,
        $$"""
        [WasmImport("env")]
        interface ITest
        {
            void Take(int good, {{instead}} bad);
        }
        """,
        $"Use '{instead}'");

    [Fact]
    public async Task A_result_of_a_task_is_replaced_in_it() => await FixTest.Verify<UseSupportedTypeFix>(
        """
        [WasmImport("env")]
        interface ITest
        {
            /// <summary>Gives.</summary>
            {|NGX0001:Task<nint>|} GiveAsync(); // good
        }
        """,
        """
        [WasmImport("env")]
        interface ITest
        {
            /// <summary>Gives.</summary>
            Task<long> GiveAsync(); // good
        }
        """,
        "Use 'long'");

    [Theory]
    [InlineData("IList<string>", "IReadOnlyList<string>")]
    [InlineData("IEnumerable<string>", "IReadOnlyList<string>")]
    [InlineData("ICollection<nint>", "IReadOnlyList<long>")]
    [InlineData("System.Collections.Generic.IList<string>", "IReadOnlyList<string>")]
    [InlineData("IDictionary<string, int>", "IReadOnlyDictionary<string, int>")]
    [InlineData("IDictionary<string, List<nuint>>", "IReadOnlyDictionary<string, List<ulong>>")]
    [InlineData("nint?[]", "long?[]")]
    [InlineData("(int, nint Price)", "(int, long Price)")]
    public async Task A_collection_becomes_one_that_is_only_read(string type, string instead) => await FixTest.Verify<UseSupportedTypeFix>(
        $$"""
        using System.Collections.Generic;

        [WasmImport("env")]
        interface ITest
        {
            {|NGX0001:{{type}}|} Give();
        }
        """,
        $$"""
        using System.Collections.Generic;

        [WasmImport("env")]
        interface ITest
        {
            {{instead}} Give();
        }
        """,
        $"Use '{(instead.Contains("long", StringComparison.Ordinal) && !instead.Contains("List", StringComparison.Ordinal) ? "long" : instead)}'");

    [Theory]
    [InlineData("object")]
    [InlineData("Action")]
    [InlineData("System.Collections.Generic.Dictionary<double, string>")]
    public async Task A_type_without_such_a_neighbour_is_left_to_its_author(string type) => await FixTest.VerifyNone<UseSupportedTypeFix>(
        $$"""
        [WasmImport("env")]
        interface ITest
        {
            {|NGX0001:{{type}}|} Give();
        }
        """);

    [Fact]
    public async Task A_property_of_a_record_is_replaced_where_it_is() => await FixTest.Verify<UseSupportedTypeFix>(
        """
        [WasmImport("env")]
        interface IOrders
        {
            System.Collections.Generic.IReadOnlyList<Order> All();
        }

        /// <summary>An order.</summary>
        record Order(string Item)
        {
            public {|NGX0001:System.Collections.Generic.IList<nuint>?|} Changes { get; init; }
        }
        """,
        """
        [WasmImport("env")]
        interface IOrders
        {
            System.Collections.Generic.IReadOnlyList<Order> All();
        }

        /// <summary>An order.</summary>
        record Order(string Item)
        {
            public IReadOnlyList<ulong>? Changes { get; init; }
        }
        """,
        "Use 'IReadOnlyList<ulong>'");

    [Fact]
    public async Task All_types_of_a_file_are_replaced_at_once() => await FixTest.VerifyAll<UseSupportedTypeFix>(
        """
        [WasmImport("env")]
        interface ITest
        {
            {|NGX0001:nint|} Price(string item, {|NGX0001:nuint|} when);
            void Set({|NGX0001:nint|} value);
        }
        """,
        """
        [WasmImport("env")]
        interface ITest
        {
            long Price(string item, ulong when);
            void Set(long value);
        }
        """);

    [Fact]
    public async Task An_interface_becomes_a_resource() => await FixTest.Verify<MarkAsResourceFix>(
        """
        [WasmImport("env")]
        interface IHttp
        {
            {|NGX0001:Task<IHttpResponse?>|} Get(string url);
        }
        // file
        /// <summary>A response.</summary>
        internal interface IHttpResponse : IDisposable
        {
            int Status();
        }
        """,
        """
        [WasmImport("env")]
        interface IHttp
        {
            Task<IHttpResponse?> Get(string url);
        }
        // file
        /// <summary>A response.</summary>
        [WasmResource("http_response_")]
        internal interface IHttpResponse : IDisposable
        {
            int Status();
        }
        """,
        "Add [WasmResource(\"http_response_\")] to 'IHttpResponse'");

    [Fact]
    public async Task An_interface_of_another_assembly_does_not() => await FixTest.VerifyNone<MarkAsResourceFix>(
        """
        [WasmImport("env")]
        interface ITest
        {
            {|NGX0001:IFormattable|} Give();
        }
        """);

    [Fact]
    public async Task A_reference_for_the_sake_of_speed_becomes_a_value() => await FixTest.VerifyAll<PassByValueFix>(
        """
        [WasmImport("env")]
        interface ITest
        {
            void Take({|NGX0002:in Guid a|}, {|NGX0002:ref readonly long b|});
        }
        """,
        """
        [WasmImport("env")]
        interface ITest
        {
            void Take(Guid a, long b);
        }
        """);

    [Theory]
    [InlineData("ref")]
    [InlineData("out")]
    public async Task A_reference_that_gives_a_value_back_does_not(string kind) => await FixTest.VerifyNone<PassByValueFix>(
        $$"""
        [WasmImport("env")]
        interface ITest
        {
            Task Take({|NGX0002:{{kind}} int a|});
        }
        """);

    [Fact]
    public async Task A_span_of_a_task_s_method_becomes_memory_or_a_string() => await FixTest.VerifyAll<TakeMemoryFix>(
        """
        [WasmImport("env")]
        interface IHttp
        {
            Task SendAsync({|NGX0032:ReadOnlySpan<char>|} url, {|NGX0032:ReadOnlySpan<byte>|} body);
        }
        """,
        """
        [WasmImport("env")]
        interface IHttp
        {
            Task SendAsync(string url, ReadOnlyMemory<byte> body);
        }
        """);

    [Fact]
    public async Task A_buffer_of_a_task_s_method_does_not() => await FixTest.VerifyNone<TakeMemoryFix>(
        """
        [WasmImport("env")]
        interface IHttp
        {
            Task<int> ReadAsync({|NGX0032:Span<byte>|} buffer);
        }
        """);
}
