using Ngixi.Benchmarks.Workloads;
using Wasmtime;

namespace Ngixi.Benchmarks.Capabilities;

/// <summary>
/// Something that a guest has the host do, in each of the ways that are measured. A new one is a line of a list of works.
/// </summary>
/// <param name="Title">What it is.</param>
/// <param name="Imports">The guest's imports, as WebAssembly text.</param>
/// <param name="Call">What the guest does again and again, as WebAssembly text.</param>
/// <param name="Memory">What lies in the guest's memory from address 0.</param>
/// <param name="Define">Defines the imports with the capability.</param>
/// <param name="DefineByHand">Defines them by hand, with Wasmtime .NET's <see cref="Linker"/>.</param>
/// <param name="Alone">Does the same in C#, without a guest.</param>
/// <param name="Effects">What each time does that the host counts: a line written, a span ended.</param>
internal sealed record CapabilityWork(
    string Title,
    string Imports,
    string Call,
    byte[] Memory,
    Action<Linker, CapabilityHost> Define,
    Action<Linker, CapabilityHost> DefineByHand,
    Func<CapabilityHost, Action> Alone,
    int Effects)
{
    public Workload Workload => new(Title, "run");

    public string Module =>
        $"""
        (module
          {Imports}
          (memory (export "memory") 1)
          (data (i32.const 0) "{string.Concat(Memory.Select(value => $"\\{value:x2}"))}")
          (func (export "run") (param $count i32) (local $handle i32) (local $left i32) (local $read i32)
            (loop $again
              {Call}
              (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))))
        """;
}
