using Ngixi.Bindgen;
public enum E { A = 1 }
[WasmExport] public interface IX { [{|NGX0017:WasmErrors(typeof(E))|}] int M(int a); }
