namespace Demo;
[WasmExport] public interface IPlugin { string {|NGX0004:Name|} { get; } }
