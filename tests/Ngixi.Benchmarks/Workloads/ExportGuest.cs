namespace Ngixi.Benchmarks.Workloads;

/// <summary>
/// The guest in WebAssembly text whose exports the host calls, after docs/abi.md: arguments stand in one block in the area,
/// and a result is a pointer and a length.
/// </summary>
internal static class ExportGuest
{
    /// <summary>Where the block of arguments stands, behind the header of the area.</summary>
    public const int Block = Area + 8;

    private const int Area = 0x400;
    private const int Record = 0x200;

    public static string Module { get; } =
        $"""
        (module
          (memory (export "memory") 4)
          (global (export "ngixi_area") i32 (i32.const {Area}))
          (data (i32.const {Area}) "\00\00\01\00\01\00\00\00")
          (func (export "sum") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
          (func (export "echo") (param i32) (result i64)
            (i64.or
              (i64.shl (i64.extend_i32_u (i32.add (i32.const {Block}) (i32.load (i32.const {Block})))) (i64.const 32))
              (i64.extend_i32_u (i32.load (i32.const {Block + 4})))))
          (func (export "reprice") (param i32) (result i64)
            (memory.copy (i32.const {Record}) (i32.const {Block}) (i32.const 40))
            (i32.store (i32.const {Record + 4}) (i32.add (i32.const {Block}) (i32.load (i32.const {Record + 4}))))
            (f64.store (i32.const {Record + 24}) (f64.mul (f64.const 2) (f64.load (i32.const {Record + 24}))))
            (i32.store (i32.const {Record + 32}) (i32.add (i32.const {Block}) (i32.load (i32.const {Record + 32}))))
            (i64.const {((long)Record << 32) | 40})))
        """;
}
