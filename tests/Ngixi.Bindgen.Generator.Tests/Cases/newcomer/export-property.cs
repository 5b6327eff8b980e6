using Ngixi.Bindgen;
namespace A;
[WasmExport] public interface IRule { string {|NGX0004:Name|} { get; } int Decide(int x); }
