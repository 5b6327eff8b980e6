namespace Demo;
public interface IBase { int {|NGX0005:Get|}(int x); }
[WasmImport("env")]
public interface IC : IBase { new long Get(int x); }
