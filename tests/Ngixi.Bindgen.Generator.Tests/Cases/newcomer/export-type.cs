using Ngixi.Bindgen;
namespace A;
[WasmExport] public interface IRule { {|NGX0001:decimal|} Decide(int x); }
