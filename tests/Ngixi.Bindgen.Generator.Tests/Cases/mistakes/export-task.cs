namespace Demo;
[WasmExport] public interface IPlugin { {|NGX0001:System.Threading.Tasks.Task<int>|} RunAsync(int x); }
