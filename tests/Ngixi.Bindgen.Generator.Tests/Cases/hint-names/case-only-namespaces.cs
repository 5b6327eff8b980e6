namespace Demo.Api { [WasmImport("env", Prefix="a_")] public interface IFoo { int Get(int x); } }
namespace demo.api { [WasmImport("env", Prefix="b_")] public interface {|NGX0009:IFoo|} { int Get(int x); } }
namespace Demo { [WasmImport("env")] public interface IOther { void Ping(); } }
