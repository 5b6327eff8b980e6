using Ngixi.Bindgen.Tests.Contracts;

namespace Ngixi.Bindgen.Tests.Survival;

/// <summary>A guest that exports its imports again, and that the host calls as <see cref="IOddPlugin"/>.</summary>
internal sealed class OddGuest : IDisposable
{
    private const string Text =
        """
        (module
          (import "odd" "ping" (func $ping))
          (import "odd" "sum" (func $sum (param i32 i32) (result i32)))
          (import "odd" "fill" (func $fill (param i32 i32)))
          (import "odd" "count" (func $count (param i32) (result i32)))
          (import "odd" "open" (func $open (result i32)))
          (import "odd" "nest" (func $nest (param i32)))
          (import "odd" "dig" (func $dig (param i32) (result i32)))
          (import "odd" "watch" (func $watch (param i32)))
          (memory (export "memory") 2)
          (global (export "ngixi_area") i32 (i32.const 1024))
          ;; The result area, a record that is its own next, and one with text.
          (data (i32.const 1024) "\00\04\00\00\00\00\00\00")
          (data (i32.const 4096) "\00\10\00\00")
          (data (i32.const 8192) "\01\00\00\00\00\30\00\00\05\00\00\00")
          (data (i32.const 12288) "guest")
          (func (export "odd_ping") (call $ping))
          (func (export "odd_sum") (result i32) (call $sum (i32.const 0) (i32.const 131072)))
          (func (export "odd_fill") (result i32) (call $fill (i32.const 65536) (i32.const 65536)) (i32.load8_u (i32.const 65536)))
          (func (export "odd_count") (param i32) (result i32) (call $count (local.get 0)))
          (func (export "odd_open") (result i32) (call $open))
          (func (export "odd_nest") (call $nest (i32.const 4096)))
          (func (export "odd_dig") (drop (call $dig (i32.const 1024))))
          (func (export "odd_watch") (call $watch (i32.const 8192)))
          (func (export "odd_grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func $descend (export "odd_descend") (param i32) (result i32)
            (if (result i32) (i32.eqz (local.get 0))
              (then (i32.const 0))
              (else (i32.add (i32.const 1) (call $descend (i32.sub (local.get 0) (i32.const 1)))))))
          (func (export "odd_take") (param i32) (result i32) (local.get 0)))
        """;

    private OddGuest(Engine engine, Linker linker)
    {
        using Module module = Module.FromText(engine, "odd", Text);
        Store = new Store(engine);
        Instance = linker.Instantiate(Store, module);
        Plugin = Instance.GetOddPlugin();
    }

    public Store Store { get; }

    public Instance Instance { get; }

    public IOddPlugin Plugin { get; }

    /// <summary>An engine whose memories move when they grow.</summary>
    public static Engine MovingEngine() =>
        new(new Config().WithStaticMemoryMaximumSize(0).WithMemoryReservationForGrowth(0).WithMemoryGuardSize(0));

    public static OddGuest Of(Engine engine, IOdd odd)
    {
        using Linker linker = new(engine);
        linker.DefineOdd(odd);
        return new OddGuest(engine, linker);
    }

    public static OddGuest Of(Engine engine, Func<GuestContext, IOdd> make)
    {
        using Linker linker = new(engine);
        linker.DefineOdd(make);
        return new OddGuest(engine, linker);
    }

    public void Dispose() => Store.Dispose();
}
