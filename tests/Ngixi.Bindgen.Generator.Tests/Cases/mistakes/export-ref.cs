namespace Demo;
[WasmExport] public interface IPlugin { void Run({|NGX0002:ref int x|}); }
