namespace Demo;
public class Outer<T> { public enum E { A } [WasmResource("f_")] public interface {|NGX0003:IFile|} : IDisposable { E Get(); } }
[WasmImport("env")] public interface I1 { {|NGX0001:Outer<int>.E|} Get(); }
