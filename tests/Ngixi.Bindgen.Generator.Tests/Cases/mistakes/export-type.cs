namespace Demo;
[WasmExport] public interface IPlugin { {|NGX0001:nint|} Price(string item); }
