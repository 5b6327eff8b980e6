namespace Demo;
[WasmExport] public interface {|NGX0017:IPlugin|} : System.IDisposable { int Run(string x); }
