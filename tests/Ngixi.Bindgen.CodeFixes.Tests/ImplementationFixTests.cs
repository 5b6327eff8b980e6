namespace Ngixi.Bindgen.CodeFixes.Tests;

public sealed class ImplementationFixTests
{
    private const string Imports = """

        // file
        static class KeyValueImports
        {
            public static void DefineKeyValue(this Wasmtime.Linker linker, Func<GuestContext, IKeyValue> forInstance) { }
        }

        [WasmImport("env")] interface IKeyValue { int Get(); }

        class KeyValue(string file = "") : IKeyValue, IDisposable
        {
            public int Get() => file.Length;
            public void Dispose() { }
        }
        """;

    [Fact]
    public async Task An_error_is_stated_in_the_interface_whose_file_is_another() => await FixTest.Verify<StateErrorFix>(
        """
        using Demo.Contracts;

        class KeyValue : IKeyValue
        {
            public int Get(string key) => throw {|NGX0022:new GuestException<Errors.KvError>(Errors.KvError.Locked, "")|};
        }
        // file
        namespace Demo.Contracts;

        [WasmImport("env")]
        interface IKeyValue
        {
            /// <summary>Gets a value.</summary>
            int Get(string key);
        }

        static class Errors
        {
            public enum KvError { Locked }
        }
        """,
        """
        using Demo.Contracts;

        class KeyValue : IKeyValue
        {
            public int Get(string key) => throw new GuestException<Errors.KvError>(Errors.KvError.Locked, "");
        }
        // file
        namespace Demo.Contracts;

        [WasmImport("env")]
        interface IKeyValue
        {
            /// <summary>Gets a value.</summary>
            [WasmErrors(typeof(Errors.KvError))]
            int Get(string key);
        }

        static class Errors
        {
            public enum KvError { Locked }
        }
        """,
        "Add [WasmErrors(typeof(KvError))] to the interface");

    [Fact]
    public async Task A_method_that_states_other_errors_is_left_to_its_author() => await FixTest.VerifyNone<StateErrorFix>(
        """
        enum First { A }
        enum Second { A }
        [WasmImport("env")] interface ITest { [WasmErrors(typeof(First))] void Run(); }

        class Test : ITest
        {
            public void Run() => throw {|NGX0022:new GuestException<Second>(Second.A, "")|};
        }
        """);

    [Fact]
    public async Task An_attribute_moves_to_the_interface() => await FixTest.Verify<MoveAttributeFix>(
        """
        class KeyValue : IKeyValue
        {
            /// <summary>Gets a value.</summary>
            [{|NGX0023:WasmName("kv_get")|}]
            public int Get(string key) => 0;
        }
        // file
        [WasmImport("env")]
        interface IKeyValue
        {
            /// <summary>Gets a value.</summary>
            int Get(string key);
        }
        """,
        """
        class KeyValue : IKeyValue
        {
            /// <summary>Gets a value.</summary>
            public int Get(string key) => 0;
        }
        // file
        [WasmImport("env")]
        interface IKeyValue
        {
            /// <summary>Gets a value.</summary>
            [WasmName("kv_get")]
            int Get(string key);
        }
        """,
        "Move it to the interface");

    [Fact]
    public async Task An_attribute_of_a_parameter_moves_to_that_of_the_interface() => await FixTest.Verify<MoveAttributeFix>(
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            int Get(int number, string key);
        }

        class KeyValue : IKeyValue
        {
            public int Get(int number, [{|NGX0023:MaxBytes(8)|}] string text) => 0;
        }
        """,
        """
        [WasmImport("env")]
        interface IKeyValue
        {
            int Get(int number, [MaxBytes(8)] string key);
        }

        class KeyValue : IKeyValue
        {
            public int Get(int number, string text) => 0;
        }
        """,
        "Move it to the interface");

    [Fact]
    public async Task An_attribute_without_an_interface_to_move_to_is_removed() => await FixTest.Verify<MoveAttributeFix>(
        """
        class Plain
        {
            [Obsolete, {|NGX0023:WasmName("x")|}]
            public void Run() { }
        }
        """,
        """
        class Plain
        {
            [Obsolete]
            public void Run() { }
        }
        """,
        "Remove it");

    [Fact]
    public async Task An_implementation_and_its_interface_return_a_task() => await FixTest.Verify<ReturnTaskFix>(
        """
        class Log : ILog
        {
            /// <summary>Writes.</summary>
            public async void {|NGX0031:Write|}(string text) => await Task.Yield();
        }
        // file
        [WasmImport("env")]
        interface ILog
        {
            /// <summary>Writes.</summary>
            void Write(string text);
        }
        """,
        """
        class Log : ILog
        {
            /// <summary>Writes.</summary>
            public async Task Write(string text) => await Task.Yield();
        }
        // file
        [WasmImport("env")]
        interface ILog
        {
            /// <summary>Writes.</summary>
            Task Write(string text);
        }
        """,
        "Return a Task, here and in the interface");

    [Fact]
    public async Task An_implementation_for_one_instance_is_registered() => await FixTest.Verify<RegisterForDisposeFix>(
        """
        static class Host
        {
            static void Define(Wasmtime.Linker linker)
            {
                linker.DefineKeyValue(context => {|NGX0035:new KeyValue("values.db")|});
            }
        }
        """ + Imports,
        """
        static class Host
        {
            static void Define(Wasmtime.Linker linker)
            {
                linker.DefineKeyValue(context =>
                {
                    var implementation = new KeyValue("values.db");
                    context.RegisterForDispose(implementation);
                    return implementation;
                });
            }
        }
        """ + Imports,
        "Register it with RegisterForDispose");

    [Fact]
    public async Task A_parameter_without_a_name_gets_one_that_is_free() => await FixTest.Verify<RegisterForDisposeFix>(
        """
        static class Host
        {
            static void Define(Wasmtime.Linker linker, int context, int implementation)
            {
                linker.DefineKeyValue(_ => { return {|NGX0035:new KeyValue()|}; });
            }
        }
        """ + Imports,
        """
        static class Host
        {
            static void Define(Wasmtime.Linker linker, int context, int implementation)
            {
                linker.DefineKeyValue(context2 =>
                {
                    var implementation2 = new KeyValue();
                    context2.RegisterForDispose(implementation2);
                    return implementation2;
                });
            }
        }
        """ + Imports,
        "Register it with RegisterForDispose");
}
