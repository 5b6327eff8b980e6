using System.Diagnostics.CodeAnalysis;
using Ngixi.Bindgen;
namespace A;
[WasmImport("env", Prefix="a_")] public interface IX { [Obsolete("use N")] int M(); [Obsolete("no", true)] int O(); int N(); }
[Obsolete("whole")] [WasmImport("env", Prefix="b_")] public interface IY { int M(); }
[WasmExport(Prefix="c_")] public interface IZ { [Obsolete("use N")] int M(); int N(); }
[Obsolete("rec")] public record R(int X);
[WasmImport("env", Prefix="d_")] public interface IW { [Obsolete] void M(R r); }
[WasmImport("env", Prefix="x_")] public interface IExperimental { [Experimental("EXP1")] int M(); [RequiresUnreferencedCode("x")] int N(); int P(); }
