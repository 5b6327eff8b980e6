using Ngixi.Bindgen.Generator.Tests.Support;

namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

public sealed class ContractAnalyzerTests
{
    public static TheoryData<string> Cases => SnapshotCase.All;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task There_is_no_error_in_what_can_be_bound(string name) =>
        Assert.Empty(await AnalyzerTest.Errors(SnapshotCase.Compile(name)));

    [Theory]
    [InlineData("nint", "use an int or a long")]
    [InlineData("object", "use a union")]
    [InlineData("dynamic", "use a union")]
    [InlineData("ReadOnlyMemory<bool>", "only numbers have spans")]
    [InlineData("char[]", "use string or ReadOnlySpan<char>")]
    [InlineData("object[]", "its item 'object' cannot cross: use a union")]
    [InlineData("int[,]", "use an array of one dimension")]
    [InlineData("nint?", "use an int or a long")]
    [InlineData("Action", "a guest cannot hold a host's function")]
    [InlineData("IPlain", "mark the interface with [WasmResource]")]
    [InlineData("Range", "use two ints")]
    [InlineData("ReadOnlySpan<decimal>", "only numbers have spans; use an IReadOnlyList<T>")]
    [InlineData("ReadOnlyMemory<DateOnly>", "only numbers have spans; use an IReadOnlyList<T>")]
    [InlineData("Span<Half>", "only numbers have spans; use an IReadOnlyList<T>")]
    [InlineData("(int, decimal)[]", "use a record")]
    [InlineData("ReadOnlyMemory<byte>?", "use an array, which can be null")]
    [InlineData("IList<int>", "use an IReadOnlyList<T> or an array")]
    [InlineData("List<char>", "use string or ReadOnlySpan<char>")]
    [InlineData("List<object>", "its item 'object' cannot cross: use a union")]
    [InlineData("List<(int, int)>", "use a record")]
    [InlineData("ISet<int>", "use an IReadOnlySet<T> or a HashSet<T>")]
    [InlineData("HashSet<IPlainResource>", "return one resource")]
    [InlineData("System.Collections.Immutable.ImmutableArray<Memory<int>>", "use a ReadOnlyMemory<T> to take a copy")]
    [InlineData("SortedDictionary<string, int>", "use an IReadOnlyDictionary<string, T>")]
    [InlineData("Dictionary<string, object>", "its item 'object' cannot cross: use a union")]
    [InlineData("Dictionary<object, int>", "use string, integer or enum keys")]
    [InlineData("IReadOnlyDictionary<double, int>", "use string, integer or enum keys")]
    [InlineData("System.Net.IPAddress", "use a string")]
    [InlineData("System.IO.Stream", "hand out an interface with [WasmResource]")]
    [InlineData("IAsyncEnumerable<int>", "a Next() that returns null at the end")]
    [InlineData("KeyValuePair<string, int>", "use a record")]
    [InlineData("System.Text.Json.JsonElement", "use a string of JSON, or a record")]
    [InlineData("Memory<byte>", "use a ReadOnlyMemory<T> to take a copy")]
    [InlineData("IReadOnlyList<IPlainResource>", "return one resource")]
    [InlineData("IReadOnlyList<(int, int)>", "use a record")]
    [InlineData("Plain", "make it a record")]
    [InlineData("PlainStruct", "make it a record struct, or give it properties with setters")]
    [InlineData("Derived", "make it a record, or a class of its own with properties to set")]
    [InlineData("Closing", "make it a record, or a class of its own with properties to set")]
    [InlineData("Bag", "make it a record, or a class of its own with properties to set")]
    [InlineData("Needy", "make it a record, or a class of its own with properties to set")]
    [InlineData("Resourceful", "use 'IPlainResource'")]
    [InlineData("System.Text.StringBuilder", "use a string")]
    [InlineData("Union.Case", "it is a case of 'Union'; use 'Union'")]
    [InlineData("Outer<int>.Colour", "it is nested in the generic 'Outer'; move it out")]
    [InlineData("int*", "use a bool, number, char, string")]
    public async Task A_type_that_cannot_cross_is_marked_where_it_stands(string type, string hint)
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            $$"""
            interface IPlain;
            [WasmResource("plain_")] interface IPlainResource : IDisposable;
            class Plain;
            struct PlainStruct;
            class Data { public int Value { get; set; } }
            class Derived : Data { public int More { get; set; } }
            class Closing : IDisposable { public int Value { get; set; } public void Dispose() { } }
            class Bag : IEnumerable<int> { public int Room { get; set; } public IEnumerator<int> GetEnumerator() => throw null!; System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw null!; }
            class Needy(int value) { public int Value { get; set; } = value; }
            class Resourceful : IPlainResource { public int Value { get; set; } public void Dispose() { } }
            class Outer<T> { public enum Colour { Red } }
            abstract record Union { public sealed record Case : Union; }

            [WasmImport("env")]
            unsafe interface ITest
            {
                void Take(int good, {|NGX0001:{{type}}|} bad);
                {|NGX0001:{{type}}|} Give();
                IPlainResource Fine();
            }
            """);
        Assert.All(messages, message => Assert.Contains(hint, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("record {|NGX0001:Bad|} : Empty;", "it derives from 'Empty'; declare the inherited properties in it instead")]
    [InlineData("record {|NGX0001:Bad|} { public int Value; }", "its 'Value' is a field; make it a property")]
    [InlineData("class {|NGX0001:Bad|} { public int Value; public int Other { get; set; } }", "its 'Value' is a field; make it a property")]
    [InlineData("class Bad { public {|NGX0001:nint|} Price { get; set; } }", "use an int or a long")]
    [InlineData("class Bad { public {|NGX0001:Bad|} Next { get; set; } = null!; }", "it contains itself; make that property nullable, or a list")]
    [InlineData("record {|NGX0001:Bad|} { public Bad(string text) => Text = text; public string Text { get; } }", "it has no usable constructor")]
    [InlineData("record {|NGX0001:Bad|} { private Bad() { } }", "it has no usable constructor")]
    [InlineData("record {|NGX0001:Bad|} { internal required int Value { get; init; } }", "its 'Value' is required, but the glue cannot set it")]
    [InlineData("record Bad({|NGX0001:Bad|} Next);", "it contains itself; make that property nullable, or a list")]
    [InlineData("record Bad({|NGX0001:nint|} Price, string Name);", "use an int or a long")]
    [InlineData("record Bad { public {|NGX0001:nint|} Price { get; init; } }", "use an int or a long")]
    [InlineData("abstract record {|NGX0001:Bad|};", "it is abstract but has no cases")]
    [InlineData("abstract record Bad { public record {|NGX0001:Case|} : Bad; }", "make it sealed")]
    [InlineData("abstract record Bad { public sealed record Case({|NGX0001:nint|} Price) : Bad; }", "use an int or a long")]
    [InlineData("abstract record {|NGX0001:Bad|}(int Id) { public sealed record Case() : Bad(1); }", "an abstract record has cases and no properties; move 'Id' into its cases")]
    [InlineData("partial record {|NGX0001:Bad|} { public int A { get; init; } } partial record Bad { public int B { get; init; } }", "its properties are in several declarations")]
    [InlineData(
        "abstract partial record {|NGX0001:Bad|} { public sealed record A : Bad; } abstract partial record Bad { public sealed record B : Bad; }",
        "its cases are in several declarations")]
    public async Task A_record_that_cannot_cross_is_marked_at_its_own_place_and_once(string declaration, string hint)
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            $$"""
            record Empty;
            {{declaration}}

            [WasmImport("env")] interface IFirst { void Take(Bad bad, IReadOnlyList<Bad> all); Bad Give(); }
            [WasmImport("env", Prefix = "second_")] interface ISecond { void Take(Bad bad); }
            [WasmExport] interface IThird { void Take(Bad bad); }
            """);
        Assert.Contains(hint, messages.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_contract_is_marked_at_once() => await AnalyzerTest.Verify(
        """
        record Order(
            {|NGX0001:nint|} Price, {|NGX0001:Index|} At, {|NGX0001:Range?|} Due, {|NGX0001:IList<string>|} Tags,
            {|NGX0001:IDictionary<string, int>|} Counts, {|NGX0001:Type|} Link, {|NGX0001:IEnumerable<int>|} Numbers, string Fine, Part Part);
        record Part({|NGX0001:nuint|} Width);
        enum Failure : long { A }

        [WasmImport("env")]
        interface IOrders
        {
            [{|NGX0012:WasmErrors(typeof(Failure))|}]
            [{|NGX0014:WasmVersion(1)|}]
            {|NGX0001:nint|} Find({|NGX0001:Type|} a, {|NGX0002:ref int b|}, [{|NGX0011:MaxBytes(-1)|}] string c, [{|NGX0016:MaxItems(1)|}] int d);
            [WasmName("")] {|NGX0001:Type|} {|NGX0006:Get|}({|NGX0001:Stack<int>|} stack);
            Order Give();
        }
        """);

    [Fact]
    public async Task A_record_of_a_reference_is_marked_where_it_is_used()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            "[WasmImport(\"env\")] interface ITest { {|NGX0001:Library.Priced|} Get(); }",
            compilation => compilation.AddReferences(Sources.Reference("namespace Library; public record Priced(nint Price);")));
        Assert.Contains("its 'Price' is 'nint': its size differs", messages.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_parameter_is_marked() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")]
        interface ITest
        {
            void Take({|NGX0001:Task<int>|} bad);
            {|NGX0001:Task<nint>|} Give();
            {|NGX0001:Span<byte>|} View();
        }
        """);

    [Fact]
    public async Task A_value_by_reference_is_marked()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
        """
        [WasmImport("env")]
        interface ITest
        {
            void A({|NGX0002:ref int a|});
            Task B({|NGX0002:out int a|});
            void Fine(out int a);
            void C({|NGX0002:in int a|});
            void D({|NGX0002:ref readonly int a|});
            {|NGX0002:ref int|} E();
        }
        """);
        Assert.Equal(
            [
                "Parameter 'a' is passed by 'ref', but host and guest share no variables; return the new value, or take a Span<T> of numbers for the host to write to",
                "Parameter 'a' is passed by 'out', but host and guest share no variables; return a tuple, because a task completes after its method returned",
                "Parameter 'a' is passed by 'in', but host and guest share no variables; pass it by value",
                "Parameter 'a' is passed by 'ref readonly', but host and guest share no variables; pass it by value",
                "The result of 'E' is passed by 'ref', but host and guest share no variables; return the value",
            ],
            messages);
    }

    [Fact]
    public async Task A_generic_contract_is_marked() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")]
        interface {|NGX0003:ITest|}<T>;

        [WasmImport("env")]
        interface IOther
        {
            void {|NGX0003:Take|}<T>(int a);
        }
        """);

    [Fact]
    public async Task A_member_that_is_not_a_method_is_marked() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")]
        interface ITest
        {
            int {|NGX0004:Length|} { get; }
            event Action {|NGX0004:Changed|};
            int {|NGX0004:this|}[int index] { get; }
            static abstract int {|NGX0004:Make|}();
            static int Helper() => 1;
            class Nested;
            void Fine();
        }
        """);

    [Fact]
    public async Task Overloads_need_names_of_their_own()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            [WasmImport("env")]
            interface ITest
            {
                void Write(int a);
                void {|NGX0005:Write|}(string a);
                [WasmName("write_long")] void Write(long a);
            }
            """);
        Assert.Equal(
            "'Write(string)' and 'Write(int)' have the same import name, 'write'; rename one of them with [WasmName]",
            messages.Single());
    }

    [Fact]
    public async Task Two_interfaces_cannot_have_the_same_import()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            [WasmImport("env")] interface IFirst { void Write(); }
            [WasmImport("env")] interface ISecond { void {|NGX0005:Write|}(); }
            [WasmImport("other")] interface IThird { void Write(); }
            """);
        Assert.Contains(
            "'ISecond.Write' and 'IFirst.Write' have the same import name, 'env.write'; rename one of them",
            messages.Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_cannot_have_the_name_of_the_release() => await AnalyzerTest.Verify(
        """
        [WasmResource("file_")]
        interface IFile : IDisposable
        {
            void {|NGX0005:Free|}();
        }
        """);

    [Fact]
    public async Task Names_must_be_usable() => await AnalyzerTest.Verify(
        """
        [WasmImport("ngixi")] interface {|NGX0006:IReserved|};
        [WasmImport("")] interface {|NGX0006:IEmpty|};
        [WasmResource("a_", Module = "ngixi")] interface {|NGX0006:IResource|};
        [WasmImport("env")] interface ITest { [WasmName("")] void {|NGX0006:Nameless|}(); }
        """);

    [Fact]
    public async Task Unsafe_code_must_be_allowed() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")] interface {|NGX0007:ITest|} { void Run(); }
        """,
        allowUnsafe: false);

    [Fact]
    public async Task An_interface_that_the_glue_cannot_see_is_marked() => await AnalyzerTest.Verify(
        """
        class Outer
        {
            [WasmImport("env")] private interface {|NGX0008:IPrivate|};
            [WasmImport("env")] protected interface {|NGX0008:IProtected|};
            [WasmImport("env")] internal interface IInternal;
        }

        [WasmImport("env")] file interface {|NGX0008:IFileLocal|};
        """);

    [Fact]
    public async Task Two_types_cannot_have_the_same_stub()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            namespace A
            {
                [WasmImport("a")] interface ILog { void Write(); }
            }

            namespace B
            {
                [WasmImport("b")] interface {|NGX0009:ILOG|} { void Write(); }
                [WasmImport("b", Prefix = "i_")] interface IIndex;
                [WasmImport("b", Prefix = "n_")] interface {|NGX0028:INgixi|};
                [WasmImport("b", Prefix = "r_")] interface IResult;
                [WasmImport("b", Prefix = "u_")] interface IUser { Outcome Last(); (int A, string B) Get(); UserTwiceResult Other(); (int A, int B) Twice(); }
                enum {|NGX0009:Outcome|} { Good, Bad }
                record {|NGX0009:UserTwiceResult|}(int X);
            }
            """);
        Assert.Contains("'B.ILOG' and 'A.ILog' would both generate the stub 'log.ts'; rename 'B.ILOG'", messages);
        Assert.Contains("'B.Outcome' and Ngixi.Bindgen itself would both generate the stub 'Outcome'; rename 'B.Outcome'", messages);
    }

    [Fact]
    public async Task A_resource_of_two_modules_needs_one_of_its_own()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            [WasmResource("file_")] interface IFile : IDisposable { IFile Clone(); }
            [WasmResource("stated_", Module = "env")] interface IStated : IDisposable;
            [WasmImport("a")] interface IFirst { IFile Open(); IStated Make(); }
            [WasmImport("b")] interface {|NGX0010:ISecond|} { IFile Open(); IStated Make(); }
            [WasmImport("c")] interface IThird { void Take(IFile file); }
            """);
        Assert.Contains("modules 'a' and 'b'", messages.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxBytes_must_limit_something() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")]
        interface ITest
        {
            void A([{|NGX0011:MaxBytes(4)|}] int a);
            void B([{|NGX0011:MaxBytes(-1)|}] string a);
            void C([MaxBytes(0)] string a);
        }
        """);

    [Fact]
    public async Task MaxItems_must_limit_something() => await AnalyzerTest.Verify(
        """
        record Line([MaxItems(3)] IReadOnlyList<string> Words);
        record Wrong([{|NGX0016:MaxItems(3)|}] string Word);

        [WasmImport("env")]
        interface ITest
        {
            void A([{|NGX0016:MaxItems(4)|}] string a);
            void B([{|NGX0016:MaxItems(-1)|}] int[] a);
            void C([MaxItems(0)] IReadOnlyDictionary<string, int> a, Line b);
            void D(Wrong a);
        }
        """);

    [Fact]
    public async Task An_export_that_cannot_be_is_marked() => await AnalyzerTest.Verify(
        """
        [WasmExport] interface {|NGX0017:IDisposed|} : IDisposable;
        [WasmImport("env")] [WasmExport] interface {|NGX0017:IBoth|} { void A(); }
        [WasmResource("file_")] interface {|NGX0025:IFile|} : IDisposable;
        enum Failure { Broken }

        [WasmExport]
        interface ITest
        {
            [{|NGX0017:WasmErrors(typeof(Failure))|}] int A();
            {|NGX0001:Task|} B();
            void C({|NGX0001:CancellationToken|} cancellation, {|NGX0001:GuestContext|} context, {|NGX0001:Span<byte>|} buffer, {|NGX0001:IFile|} file);
            {|NGX0001:ReadOnlySpan<byte>|} D();
            void E([{|NGX0011:MaxBytes(1)|}] string a, [{|NGX0016:MaxItems(1)|}] string[] b);
            [WasmName("__new")] void {|NGX0006:F|}();
            [WasmName("a.b")] void {|NGX0006:G|}();
            void {|NGX0006:Memory|}();
            void Fine(ReadOnlySpan<byte> view, ReadOnlySpan<char> text, out int result);
        }

        [WasmExport] interface IZoo { void {|NGX0005:Fine|}(); }
        """);

    [Fact]
    public async Task A_resource_is_checked_where_it_is_and_once() => await AnalyzerTest.Verify(
        """
        [WasmImport("a")] interface IFirst { IFile Open(); }
        [WasmImport("a", Prefix = "second_")] interface ISecond { IFile Open(); }
        [WasmResource("file_")] interface IFile : IDisposable { {|NGX0001:nint|} Size(); }
        """);

    [Fact]
    public async Task An_inherited_member_is_marked_at_the_interface_that_inherits_it_only_once() => await AnalyzerTest.Verify(
        """
        interface IBase { {|NGX0001:nint|} Size(); }
        [WasmImport("a")] interface IFirst : IBase;
        """);

    [Fact]
    public async Task Errors_must_be_an_enum_of_codes() => await AnalyzerTest.Verify(
        """
        enum Negative { A = -1 }
        enum Wide : long { A }
        enum Large { A = int.MaxValue }
        enum Good : byte { A, B = 255 }

        [WasmImport("a")]
        interface ITest
        {
            [{|NGX0012:WasmErrors(typeof(Negative))|}] void A();
            [{|NGX0012:WasmErrors(typeof(Wide))|}] void B();
            [{|NGX0012:WasmErrors(typeof(int))|}] void C();
            [{|NGX0012:WasmErrors(typeof(Large))|}] void D();
            [WasmErrors(typeof(Good))] void E();
        }
        """);

    [Fact]
    public async Task A_filter_is_a_method_that_can_be_asked_first() => await AnalyzerTest.Verify(
        """
        enum Error { A }

        [WasmImport("a")]
        interface ITest
        {
            bool IsOn();
            bool IsOf(int level, string? target = null);
            int Count();
            [WasmName("twice_int")] bool Twice(int a);
            [WasmName("twice_long")] bool Twice(long a);
            [WasmFilter(nameof(IsOn))] void A(string text);
            [WasmFilter(nameof(IsOf))] void B(string text, int level);
            [{|NGX0044:WasmFilter("Missing")|}] void C();
            [{|NGX0044:WasmFilter(nameof(Count))|}] void D();
            [{|NGX0044:WasmFilter(nameof(IsOf))|}] void E(long level);
            [{|NGX0044:WasmFilter(nameof(IsOf))|}] void F(string text);
            [{|NGX0044:WasmFilter(nameof(IsOn))|}] int G();
            [{|NGX0044:WasmFilter(nameof(IsOn))|}] void H(out int result);
            [{|NGX0044:WasmFilter(nameof(IsOn))|}, WasmErrors(typeof(Error))] void I();
            [{|NGX0044:WasmFilter("Twice")|}] void J(int a);
            [{|NGX0044:WasmFilter(nameof(IsOn))|}] Task KAsync();
        }

        [WasmExport]
        interface IExport
        {
            bool IsOn();
            [{|NGX0044:WasmFilter(nameof(IsOn))|}] void A();
        }
        """);

    [Fact]
    public async Task What_an_interface_keeps_to_itself_is_left_alone() => await AnalyzerTest.Verify(
        """
        interface IBase { void Write(string text); }

        [WasmImport("env")]
        interface ILog : IBase
        {
            void IBase.Write(string text) => Helper(1.5m);
            private void Helper(decimal value) { }
            void Fine();
        }
        """);
}
