namespace Demo;
[WasmExport] public interface IPlugin { {|NGX0001:decimal|} Price(string item); }
