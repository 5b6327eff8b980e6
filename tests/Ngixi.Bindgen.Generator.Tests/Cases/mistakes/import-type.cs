namespace Demo;
[WasmImport("env")] public interface IHost { {|NGX0001:decimal|} Price(string item); }
