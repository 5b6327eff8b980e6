namespace Demo;
[WasmImport("env")] public interface IHost { {|NGX0001:nint|} Price(string item); }
