using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;

namespace Ngixi.Hosting.Stress;

/// <summary>The guests, in WebAssembly text.</summary>
internal static class Guests
{
    public static readonly byte[] Calm = CalmOf(version: 0);

    /// <summary>No version of <see cref="Calm"/>: it exports something else.</summary>
    public static readonly byte[] Foreign = Module.ConvertText("""(module (func (export "other")))""");

    public static readonly byte[] Hostile = Module.ConvertText("""
        (module
          (import "attack" "divide" (func $divide (param i32 i32) (result i32)))
          (import "attack" "wait" (func $wait (param i32)))
          (import "attack" "open" (func $open (result i32)))
          (import "env" "log" (func $log (param i32 i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "n\00o\00i\00s\00e\00")
          (func (export "calm"))
          (func (export "loops") (loop br 0))
          (func (export "allocates")
            (loop
              (if (i32.eq (memory.grow (i32.const 1)) (i32.const -1))
                (then (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536))))
              br 0))
          (func (export "logs") (loop (call $log (i32.const 0) (i32.const 10)) br 0))
          (func (export "opens handles") (loop (drop (call $open)) br 0))
          (func $down (export "recurses") (call $down))
          (func (export "divides by zero") (drop (call $divide (i32.const 1) (i32.const 0))))
          (func (export "waits") (call $wait (i32.const 60000))))
        """);

    public static readonly string[] Attacks =
        ["loops", "allocates", "logs", "opens handles", "recurses", "divides by zero", "waits"];

    /// <summary>A version of <see cref="Calm"/>, which does the same by other bytes.</summary>
    public static byte[] CalmOf(int version) => Module.ConvertText($"""
        (module
          (func (drop (i32.const {version})))
          (func (export "work") (param $n i32) (result i32) (local $sum i32)
            (loop $next
              (local.set $sum (i32.add (local.get $sum) (i32.mul (local.get $n) (local.get $n))))
              (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $sum)))
        """);

    public static GuestModule LoadCalm(GuestEngine engine) => engine.Load(new GuestManifest { Name = "calm" }, Calm);

    public static GuestModule LoadHostile(GuestEngine engine, TimeSpan deadline) => engine.Load(
        new GuestManifest
        {
            Name = "hostile",
            Limits = new ModuleLimits { Deadline = deadline, Memory = 4 * 1024 * 1024, Handles = 100 },
            Grants = new Dictionary<string, GuestGrant>
            {
                ["log"] = new((linker, context) => linker.DefineLog(new GuestLog(context.Options.Loggers, context.Module).ForInstance)),
                ["attack"] = new((linker, _) => linker.DefineAttack(_ => new Attack())),
            },
        },
        Hostile);

    public static object? Run(this GuestInstance guest, string export) => guest.Instance.GetFunction(export)!.Invoke();

    public static int Work(this GuestInstance guest, int n) => guest.Instance.GetFunction<int, int>("work")!(n);
}
