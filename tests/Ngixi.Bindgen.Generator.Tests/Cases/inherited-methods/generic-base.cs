namespace Demo;
public interface IG<T> { T {|NGX0005:Get|}(T x); IReadOnlyList<T> {|NGX0005:All|}(); }
[WasmImport("env")] public interface IC : IG<int> { int Other(int x); }
[WasmImport("env2")] public interface ID : IG<int>, IG<string> { int Other(int x); }
