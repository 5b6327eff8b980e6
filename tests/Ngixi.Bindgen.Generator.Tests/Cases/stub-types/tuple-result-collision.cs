namespace Demo;
public record {|NGX0009:CacheGetResult|}(int X);
[WasmImport("env")]
public interface ICache { (int A, string B) Get(string key); CacheGetResult Other(); }
