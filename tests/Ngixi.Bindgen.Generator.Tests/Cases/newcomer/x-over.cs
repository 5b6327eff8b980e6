using Ngixi.Bindgen;
[WasmExport] public interface IX { int M(int a); int {|NGX0005:M|}(string a); }
