namespace Demo;
public record {|NGX0009:Point|}(int X); public static class Outer { public record Point(int Y); } [WasmImport("a")] public interface ILog { void W(Point p, Outer.Point q); }
