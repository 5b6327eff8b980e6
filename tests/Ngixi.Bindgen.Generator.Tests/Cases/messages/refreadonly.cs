namespace Demo;
[WasmImport("env")] public interface I1 { int A({|NGX0002:ref readonly int x|}); int B({|NGX0002:in int x|}); Task<int> C({|NGX0002:out int x|}); int D({|NGX0002:ref int x|}); Task E({|NGX0002:in Guid g|}); int F(params int[] x); int G(params ReadOnlySpan<byte> x); int H(scoped ReadOnlySpan<byte> x); void I(params string[] s); }
