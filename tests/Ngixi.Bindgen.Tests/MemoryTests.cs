using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Tests.Contracts;
using Ngixi.Bindgen.Tests.Support;

namespace Ngixi.Bindgen.Tests;

/// <summary>A guest's memory may grow and move between calls and during one; the host always sees it as it is.</summary>
public sealed class MemoryTests
{
    private static readonly string[] Imports =
    [
        "types.fill (i32 i32) -> i32",
        "types.bytes (i32 i32 i32) -> i32",
        "jobs.job_tenant () -> i32",
        "jobs.job_name (i32 i32) -> i32",
    ];

    public static TheoryData<string, bool> Configurations
    {
        get
        {
            TheoryData<string, bool> configurations = [];
            foreach (string configuration in new[] { "default", "moving", "pooling" })
            {
                configurations.Add(configuration, false);
                configurations.Add(configuration, true);
            }

            return configurations;
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Memory_that_grew_is_seen_and_its_old_end_is_not_the_end(string configuration, bool isAfterManyCalls)
    {
        using Engine engine = EngineOf(configuration);
        using Linker linker = new(engine);
        linker.DefineTypes(new EchoTypes());
        linker.DefineJobs(new Jobs());
        using Store store = new(engine);
        Instance instance = Instantiate(engine, store, linker);
        Func<int, int, int> fill = instance.GetFunction<int, int, int>("fill")!;
        CallOften(isAfterManyCalls, () => fill(0, 4));
        Assert.Equal(4, fill(0, 4));
        Assert.ThrowsAny<WasmtimeException>(() => fill(RawGuest.MemorySize, 4));

        for (int pages = 3; pages <= 8; pages++)
        {
            instance.GetFunction("grow")!.Invoke();
            int last = (pages * 65536) - 4;
            Assert.Equal(4, fill(last, 4));
            Assert.Equal([1, 2, 3, 4], instance.GetMemory("memory")!.GetSpan(last, 4).ToArray());
            Assert.ThrowsAny<WasmtimeException>(() => fill(last, 5));
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Memory_that_grows_while_the_host_runs_still_gets_the_result(string configuration, bool isAfterManyCalls)
    {
        using Engine engine = EngineOf(configuration);
        using Linker linker = new(engine);
        Instance? instance = null;
        linker.DefineTypes(new EchoTypes());
        linker.DefineJobs(new Jobs
        {
            Name = id =>
            {
                for (int i = 0; i < 6; i++)
                {
                    instance!.GetFunction("grow")!.Invoke();
                }

                return ValueTask.FromResult($"job {id}");
            },
        });
        using Store store = new(engine);
        instance = Instantiate(engine, store, linker);
        Memory memory = instance.GetMemory("memory")!;
        memory.WriteInt32(64, 32);
        memory.WriteInt32(68, 0);
        Func<int, int, int> fill = instance.GetFunction<int, int, int>("fill")!;
        CallOften(isAfterManyCalls, () => fill(0, 4));
        Assert.Equal(5, instance.GetFunction<int, int, int>("job_name")!(3, 64));
        Assert.Equal("job 3", memory.ReadString(72, 5));
    }

    [Fact]
    public void The_base_really_moves_in_the_moving_configuration()
    {
        using Engine engine = EngineOf("moving");
        using Linker linker = new(engine);
        linker.DefineTypes(new EchoTypes());
        linker.DefineJobs(new Jobs());
        using Store store = new(engine);
        Instance instance = Instantiate(engine, store, linker);
        Memory memory = instance.GetMemory("memory")!;
        nint before = memory.GetPointer();
        for (int i = 0; i < 6; i++)
        {
            instance.GetFunction("grow")!.Invoke();
        }

        Assert.NotEqual(before, memory.GetPointer());
    }

    [Fact]
    public void A_call_from_within_a_host_method_is_a_call_of_its_own()
    {
        using Linker linker = new(RawGuest.Engine);
        RawGuest? guest = null;
        linker.DefineTypes(new EchoTypes());
        linker.DefineJobs(new Jobs { TenantOf = _ => (int)guest!.Call("fill", 256, 8)! });
        using RawGuest created = RawGuest.Create(linker, Imports);
        guest = created;
        Assert.Equal(8, guest.Call("job_tenant"));
        Assert.Equal(8, guest.Bytes(263, 1)[0]);
    }

    [Fact]
    public void Imports_may_be_called_by_the_start_function()
    {
        using Linker linker = new(RawGuest.Engine);
        linker.DefineTypes(new EchoTypes());
        using Module module = Module.FromText(
            RawGuest.Engine,
            "start",
            """
            (module
              (import "types" "fill" (func $fill (param i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func $start (drop (call $fill (i32.const 8) (i32.const 3))))
              (start $start))
            """);
        using Store store = new(RawGuest.Engine);
        Instance instance = linker.Instantiate(store, module);
        Assert.Equal([1, 2, 3, 0], instance.GetMemory("memory")!.GetSpan(8, 4).ToArray());
    }

    [Fact]
    public void The_memory_named_memory_is_used_when_there_are_several()
    {
        using Engine engine = SeveralMemories();
        using Linker linker = new(engine);
        linker.DefineTypes(new EchoTypes());
        using Module module = Module.FromText(
            engine,
            "two-memories",
            """
            (module
              (import "types" "fill" (func $fill (param i32 i32) (result i32)))
              (memory (export "first") 1)
              (memory (export "memory") 1)
              (func (export "run") (drop (call $fill (i32.const 8) (i32.const 3)))))
            """);
        using Store store = new(engine);
        Instance instance = linker.Instantiate(store, module);
        instance.GetAction("run")!();
        Assert.Equal([1, 2, 3, 0], instance.GetMemory("memory")!.GetSpan(8, 4).ToArray());
        Assert.Equal([0, 0, 0, 0], instance.GetMemory("first")!.GetSpan(8, 4).ToArray());
    }

    [Fact]
    public void A_larger_second_memory_does_not_widen_the_bounds()
    {
        using Engine engine = SeveralMemories();
        using Linker linker = new(engine);
        linker.DefineTypes(new EchoTypes());
        using Module module = Module.FromText(
            engine,
            "two-memories",
            """
            (module
              (import "types" "fill" (func $fill (param i32 i32) (result i32)))
              (memory (export "first") 4)
              (memory (export "memory") 1)
              (func (export "run") (param i32 i32) (result i32) (call $fill (local.get 0) (local.get 1)))
              (func (export "grow") (drop (memory.grow 0 (i32.const 4)))))
            """);
        using Store store = new(engine);
        Instance instance = linker.Instantiate(store, module);
        Func<int, int, int> run = instance.GetFunction<int, int, int>("run")!;
        Assert.Equal(4, run(65532, 4));
        Assert.ThrowsAny<WasmtimeException>(() => run(65532, 5));
        instance.GetAction("grow")!();
        Assert.ThrowsAny<WasmtimeException>(() => run(65536, 4));
        Assert.Equal(0, instance.GetMemory("first")!.GetSpan(65536, 4)[0]);
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Memory_that_grows_while_an_export_runs_still_gives_its_result(string configuration, bool isAfterManyCalls)
    {
        using Engine engine = EngineOf(configuration);
        using Linker linker = new(engine);
        linker.DefineTypes(new EchoTypes());
        using Module module = Module.FromText(
            engine,
            "growing",
            """
            (module
              (import "types" "boolean" (func $boolean (param i32) (result i32)))
              (memory (export "memory") 1)
              (global (export "ngixi_area") i32 (i32.const 1024))
              (data (i32.const 1024) "\40\00\00\00\00\00\00\00")
              (func (export "add") (param i32 i32) (result i32) (i32.const 0))
              (func (export "narrow") (result i32) (i32.const 0))
              (func (export "rate") (param i32) (result i32) (i32.const 0))
              (func (export "text") (param $length i32) (result i64) (local $last i32) (local $count i32)
                (local.set $count (i32.load (i32.const 1036)))
                (drop (call $boolean (i32.const 1)))
                (local.set $last (i32.mul (i32.const 65536) (memory.grow (i32.const 3))))
                (memory.copy (local.get $last) (i32.add (i32.const 1032) (i32.load (i32.const 1032))) (local.get $count))
                (i64.or (i64.shl (i64.extend_i32_u (local.get $last)) (i64.const 32)) (i64.extend_i32_u (local.get $count))))
              (func (export "maybe") (result i64) (i64.shl (i64.extend_i32_u (i32.mul (memory.size) (i32.const 65536))) (i64.const 32)))
              (func (export "numbers") (result i64) (i64.const 0)))
            """);
        using Store store = new(engine);
        Instance instance = linker.Instantiate(store, module);
        IPlugin plugin = instance.GetPlugin();
        Memory memory = instance.GetMemory("memory")!;
        nint before = memory.GetPointer();
        CallOften(isAfterManyCalls, () => plugin.Rate("often"));
        for (int call = 0; call < 4; call++)
        {
            Assert.Equal($"call {call}", plugin.Text($"call {call}"));
        }

        Assert.Equal(configuration == "moving", before != memory.GetPointer());
        Assert.Contains(
            "do not lie in the guest's memory of 851968 bytes",
            Assert.Throws<WasmExportException>(() => plugin.Maybe()).Reason,
            StringComparison.Ordinal);
    }

    /// <summary>So often that the host finds out whether the memory can move.</summary>
    private static void CallOften(bool isAsked, Action call)
    {
        for (int i = 0; isAsked && i <= GuestMemory.AsksBeforeTry; i++)
        {
            call();
        }
    }

    private static Engine EngineOf(string configuration) => configuration switch
    {
        "moving" => new Engine(new Config().WithStaticMemoryMaximumSize(0).WithMemoryReservationForGrowth(0).WithMemoryGuardSize(0)),
        "pooling" => new Engine(new Config().WithPoolingAllocationStrategy(new PoolingAllocationConfig())),
        _ => new Engine(),
    };

    private static Engine SeveralMemories() => new(GuestConfig.Create().WithMultiMemory(true));

    private static Instance Instantiate(Engine engine, Store store, Linker linker)
    {
        using Module module = RawGuest.Compile(engine, Imports);
        return linker.Instantiate(store, module);
    }
}
