using Wasmtime;

namespace Ngixi.Benchmarks;

/// <summary>The module that calls the imports: the same for every peer.</summary>
internal sealed class Guest : IDisposable
{
    private const int Payload = 1024;

    // Each export calls its import <count> times. The payload is at 1024, the result area at 8192.
    private static readonly string Text =
        $"""
        (module
          (import "host" "nothing" (func $nothing))
          (import "host" "add" (func $add (param i32 i32) (result i32)))
          (import "host" "view" (func $view (param i32 i32)))
          (import "host" "log" (func $log (param i32 i32)))
          (import "host" "get" (func $get (param i32) (result i32)))
          (memory (export "memory") 1)
          (data (i32.const 8192) "\00\10\00\00")
          {Loop("nothing", "(call $nothing)")}
          {Loop("add", "(drop (call $add (local.get $count) (local.get $length)))")}
          {Loop("view", "(call $view (i32.const 1024) (local.get $length))")}
          {Loop("log", "(call $log (i32.const 1024) (local.get $length))")}
          {Loop("get", "(drop (call $get (i32.const 8192)))")})
        """;

    private readonly Engine engine = new();
    private readonly Module module;
    private readonly Linker linker;
    private readonly Store store;
    private readonly Action<int, int> run;

    public Guest(Scenario scenario, Action<Linker> define)
    {
        module = Module.FromText(engine, "benchmark", Text);
        linker = new Linker(engine);
        define(linker);
        store = new Store(engine);
        Instance instance = linker.Instantiate(store, module);
        instance.GetMemory("memory")!.WriteString(Payload, new string('x', scenario.Size), scenario.Encoding);
        run = instance.GetAction<int, int>(scenario.Export)!;
    }

    /// <summary>Calls the scenario's import.</summary>
    public void Run(int count, int length) => run(count, length);

    public void Dispose()
    {
        store.Dispose();
        linker.Dispose();
        module.Dispose();
        engine.Dispose();
    }

    private static string Loop(string name, string call) =>
        $"""
        (func (export "{name}") (param $count i32) (param $length i32)
            (loop $again
              {call}
              (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1))))))
        """;
}
