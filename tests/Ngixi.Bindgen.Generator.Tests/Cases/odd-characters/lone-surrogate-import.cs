namespace Demo;
[WasmImport("env")] public interface I1 { [WasmName("\ud800")] int {|NGX0006:A|}(int x); [WasmName("\ud801")] int {|NGX0006:B|}(int x); }
