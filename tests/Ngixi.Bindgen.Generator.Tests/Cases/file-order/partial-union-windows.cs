// file C:\project\Shapes\Circle.cs
namespace Demo;
public abstract partial record {|NGX0001:Shape|} { public sealed record Circle(double R) : Shape; }
// file C:\project\ShapesExtra.cs
namespace Demo;
public abstract partial record Shape { public sealed record Square(double S) : Shape; }
[WasmImport("env")] public interface I1 { Shape Get(Shape r); }
