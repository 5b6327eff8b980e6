namespace Ngixi.Benchmarks.Workloads;

/// <summary>A guest with any number of imports, for what an instance costs.</summary>
internal static class InstanceGuest
{
    public const string Signature = "(i32 i32) -> i32";

    /// <summary>Gets the name of an import.</summary>
    public static string Import(int index) => $"import{index}";

    /// <summary>A module whose export <c>run</c> calls its first import.</summary>
    public static string Module(int imports) =>
        $"""
        (module
          {string.Join("\n  ", Enumerable.Range(0, imports).Select(index => $"""(import "host" "{Import(index)}" (func $import{index} (param i32 i32) (result i32)))"""))}
          (memory (export "memory") 1)
          (func (export "run") (drop (call $import0 (i32.const 1) (i32.const 2)))))
        """;
}
