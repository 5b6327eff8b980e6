using Ngixi.Bindgen;
[WasmImport("env")] public interface IX { int M(out {|NGX0001:ReadOnlySpan<byte>|} s); {|NGX0001:ReadOnlySpan<byte>|} N(out int x); string R(out string? t, out int[] u); void S(out R r); Task<int> T({|NGX0002:out int x|}); [WasmErrors(typeof(E))] bool Q(out int z); }
public record R(int A); public enum E { A }
