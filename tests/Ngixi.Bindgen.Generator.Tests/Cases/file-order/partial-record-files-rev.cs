// file /project/A.cs
namespace Demo;
public partial record {|NGX0001:R|} { public string Ay { get; init; } = ""; }
[WasmImport("env")] public interface I1 { R Get(R r); }
// file /project/B.cs
namespace Demo;
public partial record R { public int Bee { get; init; } }
