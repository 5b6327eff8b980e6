namespace Demo;
[WasmImport("a")] public interface ILog { void W(string s); } public static class Outer { [WasmImport("b")] public interface {|NGX0009:ILog|} { void W(string s); } }
