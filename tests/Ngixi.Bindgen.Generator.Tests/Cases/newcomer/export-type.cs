using Ngixi.Bindgen;
namespace A;
[WasmExport] public interface IRule { {|NGX0001:nint|} Decide(int x); }
