using Ngixi.Bindgen;
[WasmExport] public interface IX { {|NGX0001:Task<int>|} MAsync(int a, {|NGX0001:CancellationToken|} t); {|NGX0001:Task|} NAsync(); }
