namespace Demo;
public record R { public int {|NGX0040:A|} { private get; set; } public string B { get; init; } = ""; }
[WasmImport("env")] public interface I1 { R Get(); void Put(R r); }
