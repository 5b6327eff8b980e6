namespace Ngixi.Bindgen.Generator.Tests.Diagnostics;

/// <summary>What is said of the classes that implement contracts, and of how they are defined on a linker.</summary>
public sealed class ImplementationTests
{
    [Fact]
    public async Task An_error_that_the_contract_does_not_state_is_marked_where_it_is_thrown()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            enum KvError { Locked }
            enum OtherError { Bad }

            [WasmImport("env")]
            interface IKeyValue : IBase
            {
                int Get(string key);
                [WasmErrors(typeof(KvError))] int Stated(string key);
                [WasmErrors(typeof(OtherError))] int Other(string key);
            }

            interface IBase { void Inherited(); }

            class KeyValue : IKeyValue
            {
                public int Get(string key) => throw {|NGX0022:new GuestException<KvError>(KvError.Locked, "")|};
                public int Stated(string key) => throw new GuestException<KvError>(KvError.Locked, "");

                public int Other(string key)
                {
                    var error = new GuestException<KvError>(KvError.Locked, "");
                    throw {|NGX0022:error|};
                }

                void IBase.Inherited() => throw {|NGX0022:new GuestException<KvError>(KvError.Locked, "")|};
                public void NotOfTheContract() => throw new GuestException<KvError>(KvError.Locked, "");
            }

            class Careful : IKeyValue
            {
                public int Get(string key)
                {
                    try
                    {
                        throw new GuestException<KvError>(KvError.Locked, "");
                    }
                    catch (GuestException<KvError>)
                    {
                        return 0;
                    }
                }

                public int Stated(string key) => throw new InvalidOperationException();

                public int Other(string key)
                {
                    Action later = () => throw new GuestException<KvError>(KvError.Locked, "");
                    return 0;
                }

                public void Inherited()
                {
                }
            }
            """);
        Assert.Equal(
            "'IKeyValue.Get' does not declare 'KvError', so throwing it traps the guest; add [WasmErrors(typeof(KvError))] to the interface",
            messages[0]);
        Assert.Contains("'IBase.Inherited'", messages[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attribute_of_the_contract_on_another_method_is_marked()
    {
        IReadOnlyList<string> messages = await AnalyzerTest.Verify(
            """
            enum KvError { Locked }

            [WasmImport("env")]
            interface IKeyValue
            {
                [WasmName("read"), WasmErrors(typeof(KvError))] int Get([MaxBytes(8)] string key);
            }

            interface IMayBeABase { [WasmName("x")] void Run([MaxBytes(1)] string text); }

            class KeyValue : IKeyValue
            {
                [{|NGX0023:WasmErrors(typeof(KvError))|}] public int Get([{|NGX0023:MaxBytes(8)|}] string key) => 0;
                [{|NGX0023:WasmName("x")|}] public void NotOfTheContract([{|NGX0023:MaxItems(8)|}] int[] keys) { }
            }
            """);
        Assert.Equal(
            [
                "[WasmErrors] has no effect here; put it on the method of IKeyValue",
                "[MaxBytes] has no effect here; put it on the method of IKeyValue",
                "[WasmName] has no effect here; put it on a method of an interface with [WasmImport] or [WasmResource]",
                "[MaxItems] has no effect here; put it on a method of an interface with [WasmImport] or [WasmResource]",
            ],
            messages);
    }

    [Fact]
    public async Task An_implementation_that_nobody_waits_for_is_marked() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")] interface ILog { void Write(string text); void Flush(); Task CloseAsync(); }

        class Log : ILog
        {
            public async void {|NGX0031:Write|}(string text) => await Task.Yield();
            async void ILog.{|NGX0031:Flush|}() => await Task.Yield();
            public async Task CloseAsync() => await Task.Yield();
            public async void NotOfTheContract() => await Task.Yield();
        }
        """);

    [Fact]
    public async Task An_object_that_the_host_keeps_is_marked_where_it_is_handed_out() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")] interface IRequests { IRequest Begin(); Task<IRequest?> BeginAgain(bool again); }
        [WasmResource("request_")] interface IRequest : IDisposable { IRequest AddHeader(string name); }

        class Requests : IRequests
        {
            private IRequest? last;
            private static readonly IRequest Empty = new Request();

            public IRequest Begin() => {|NGX0036:last|} ??= new Request();

            public async Task<IRequest?> BeginAgain(bool again)
            {
                await Task.Yield();
                Func<IRequest?> cached = () => last;
                return again ? {|NGX0036:this.last|} : Empty;
            }

            public IRequest? NotOfTheContract() => last;
        }

        class Request : IRequest
        {
            public IRequest AddHeader(string name) => {|NGX0036:this|};
            public void Dispose() { }
        }

        class Copying : IRequest
        {
            public IRequest AddHeader(string name)
            {
                Copying copy = new();
                return copy;
            }

            public void Dispose() { }
        }
        """);

    [Fact]
    public async Task An_implementation_for_one_instance_that_nobody_disposes_is_marked() => await AnalyzerTest.Verify(
        """
        [WasmImport("env")] interface IKeyValue { int Get(); }

        class Disposable : IKeyValue, IDisposable
        {
            public int Get() => 0;
            public void Dispose() { }
        }

        class Plain : IKeyValue
        {
            public int Get() => 0;
        }

        // What the generator makes of the contract.
        static class KeyValueImports
        {
            public static void DefineKeyValue(this Wasmtime.Linker linker, IKeyValue implementation) { }
            public static void DefineKeyValue(this Wasmtime.Linker linker, Func<GuestContext, IKeyValue> forInstance) { }
            public static void DefineOther(this Wasmtime.Linker linker, Func<int, IDisposable> forInstance) { }
        }

        static class Host
        {
            static void Define(Wasmtime.Linker linker)
            {
                linker.DefineKeyValue(_ => {|NGX0035:new Disposable()|});
                linker.DefineKeyValue(context => { return {|NGX0035:new Disposable()|}; });
                linker.DefineKeyValue(new Disposable());
                linker.DefineKeyValue(_ => new Plain());
                linker.DefineOther(_ => new Disposable());
                linker.DefineKeyValue(context =>
                {
                    Disposable made = new();
                    context.RegisterForDispose(made);
                    return made;
                });
            }
        }
        """);
}
