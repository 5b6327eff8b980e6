namespace Demo;
[WasmImport("a")] public interface ILog { void W(string s); } [WasmImport("b")] public interface {|NGX0009:Log|} { void W(string s); }
