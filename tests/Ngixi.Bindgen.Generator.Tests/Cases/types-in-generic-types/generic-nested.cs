namespace Demo;
public class Outer<T> { public record {|NGX0001:R|}(int X); public enum E { A } }
public class Holder { public record R(int X); internal record S(int Y); private record Pv(int Z); public class Deep { public record R2(int X); } }
[WasmImport("env")] internal interface I1 { Outer<int>.R G(); {|NGX0001:Outer<int>.E|} E(); Holder.R Get(Holder.S s, Holder.Deep.R2 d); }
