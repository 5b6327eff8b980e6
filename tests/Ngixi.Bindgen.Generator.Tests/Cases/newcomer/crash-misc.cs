using Ngixi.Bindgen;
[WasmImport("env")] public interface IX { {|NGX0001:ValueTuple<int>|} A(); (int, int, int, int, int, int, int, int, int) B(); {|NGX0001:ValueTuple|} C(); {|NGX0001:ReadOnlyMemory<byte>?|} D(); ReadOnlyMemory<byte> E(); void F({|NGX0001:ReadOnlyMemory<byte>?|} x); {|NGX0001:Span<byte>|} G(); {|NGX0001:Memory<byte>|} H(); }
