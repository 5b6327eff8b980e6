using Ngixi.Bindgen;
namespace A;
[WasmImport("env")] public interface IT { void A1({|NGX0002:ref int x|}); void A2({|NGX0002:in int x|}); void A3({|NGX0002:ref readonly int x|}); bool A4(string k, out int v); {|NGX0002:ref int|} A5(); }
