namespace Demo;
public record {|NGX0009:Item|}(int X);
public record ITEM(int X);
[WasmImport("env")]
public interface IOther { void Ping(Item a, ITEM b); }
