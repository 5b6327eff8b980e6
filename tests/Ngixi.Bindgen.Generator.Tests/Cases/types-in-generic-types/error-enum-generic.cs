namespace Demo;
public class G<T> { public enum Err { A } }
[WasmImport("env")] public interface I1 { [{|NGX0012:WasmErrors(typeof(G<int>.Err))|}] int Get(); [{|NGX0012:WasmErrors(typeof(string))|}] int B(); [{|NGX0012:WasmErrors(null!)|}] int C(); }
