using Ngixi.Bindgen;
[WasmImport("env")] public interface IX { {|NGX0001:IY|} N(out int x); }
[WasmResource("y_")] public interface IY : IDisposable { }
