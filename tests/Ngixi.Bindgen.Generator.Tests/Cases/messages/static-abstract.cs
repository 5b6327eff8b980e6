namespace Demo;
[WasmImport("env")] public interface IC { static abstract int {|NGX0004:Make|}(); static virtual int M2() => 1; int Get(); event Action {|NGX0004:E|}; int {|NGX0004:P|} { get; } int {|NGX0004:this|}[int i] { get; } const int K = 3; static int F = 3; class N { } static int operator +(IC a, IC b) => 1; sealed int S() => 2; }
