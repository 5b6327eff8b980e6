namespace Demo;
[WasmImport("a")] public interface ILog { int Get(int x); static abstract int {|NGX0004:Make|}(); }
