using Ngixi.Hosting.Tests.Support;

namespace Ngixi.Hosting.Tests.Recording;

/// <summary>A guest that does what its world tells it to: calls, writes of memory, growth, traps.</summary>
internal static class WorldGuest
{
    public const string Text = """
        (module
          (import "world" "next" (func $next (result i32)))
          (import "world" "ask" (func $ask (param i64 f64 i32) (result i64)))
          (import "world" "find" (func $find (param i32 i32 i32) (result i32)))
          (import "world" "fill" (func $fill (param i32 i32) (result i32)))
          (import "world" "again" (func $again (param i32) (result i32)))
          (import "world" "fail" (func $fail))
          (import "ngixi" "take" (func $take (param i32 i32)))
          (memory (export "memory") 2)
          (data (i32.const 1024) "\40\00\00\00")
          (data (i32.const 2048) "a key of thirty-two letters, or less")
          (global $sum (mut i64) (i64.const 0))
          (global $real (mut f64) (f64.const 1))
          (func $down (call $down))
          (func $add (param i64) (global.set $sum (i64.add (i64.mul (global.get $sum) (i64.const 31)) (local.get 0))))
          (func (export "sum") (param i32 f32 i64) (result f64)
            (call $add (local.get 2))
            (f64.add (f64.promote_f32 (local.get 1)) (f64.convert_i64_s (i64.add (global.get $sum) (i64.extend_i32_s (local.get 0))))))
          (func (export "run") (param $a i32) (result i64)
            (local $op i32)
            (call $add (i64.extend_i32_u (local.get $a)))
            (loop $more
              (local.set $op (call $next))
              (local.set $a (i32.shr_u (local.get $op) (i32.const 4)))
              (block $default (block $13 (block $12 (block $11 (block $10 (block $9 (block $8 (block $7
              (block $6 (block $5 (block $4 (block $3 (block $2 (block $1 (block $0
              (br_table $0 $1 $2 $3 $4 $5 $6 $7 $8 $9 $10 $11 $12 $13 $default (i32.and (local.get $op) (i32.const 15))))
                (return (global.get $sum)))
                (call $add (call $ask (global.get $sum) (global.get $real) (local.get $a)))
                (br $more))
                (i64.store (i32.add (i32.const 16384) (i32.and (local.get $a) (i32.const 0xffff))) (global.get $sum))
                (br $more))
                (call $add (i64.extend_i32_s (memory.grow (i32.and (local.get $a) (i32.const 3)))))
                (br $more))
                (local.set $op (call $find (i32.const 2048) (i32.and (local.get $a) (i32.const 31)) (i32.const 1024)))
                (if (i32.gt_s (local.get $op) (i32.const 64)) (then (call $take (i32.const 8192) (local.get $op))))
                (call $add (i64.add (i64.load (i32.const 1032)) (i64.load (i32.const 8192))))
                (br $more))
                (call $add (i64.extend_i32_s (call $fill
                  (i32.add (i32.const 4096) (i32.and (local.get $a) (i32.const 255)))
                  (i32.and (i32.shr_u (local.get $a) (i32.const 8)) (i32.const 1023)))))
                (call $add (i64.load (i32.const 4200)))
                (br $more))
                (call $add (i64.extend_i32_s (call $again (local.get $a))))
                (br $more))
                unreachable)
                (drop (i32.div_u (i32.const 1) (i32.const 0))))
                (global.set $real (f64.div
                  (f64.sub (f64.mul (global.get $real) (f64.const 1e300)) (f64.convert_i32_s (local.get $a)))
                  (f64.sub (global.get $real) (global.get $real))))
                (f64.store (i32.const 512) (global.get $real))
                (br $more))
                (call $fail)
                (br $more))
                (drop (i32.load (i32.const -1))))
                (call $down))
                (memory.copy (i32.const 32768) (i32.const 0) (i32.and (local.get $a) (i32.const 0x7fff)))
                (br $more))
              (loop $forever (br $forever)))
            unreachable))
        """;

    public static byte[] Bytes { get; } = Wat.Bytes(Text);

    /// <summary>Gets another build of it, whose third export has other code.</summary>
    public static byte[] With(string before, string after)
    {
        Assert.Contains(before, Text, StringComparison.Ordinal);
        return Wat.Bytes(Text.Replace(before, after, StringComparison.Ordinal));
    }
}
