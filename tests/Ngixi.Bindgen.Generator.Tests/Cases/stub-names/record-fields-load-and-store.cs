// The writer of a record calls load and store, and found its fields under other names than the class gave them.
using Ngixi.Bindgen;

namespace Demo;

public sealed record Cargo(int Load, double Store, string At, string Value);

[WasmImport("env")]
public interface IHarbor
{
    Cargo Exchange(Cargo cargo);
}
