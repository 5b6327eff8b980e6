using Ngixi.Bindgen;
[WasmExport] public interface IX { {|NGX0001:(int A, string B)|} M(out int c); }
