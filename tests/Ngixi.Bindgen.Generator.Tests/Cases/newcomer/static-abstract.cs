using Ngixi.Bindgen;
namespace A;
[WasmImport("env")] public interface IT { static abstract int {|NGX0004:A1|}(); void M(); }
