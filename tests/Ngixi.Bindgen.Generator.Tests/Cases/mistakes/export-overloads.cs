namespace Demo;
[WasmExport] public interface IPlugin { int Get(int x); int {|NGX0005:Get|}(string x); }
