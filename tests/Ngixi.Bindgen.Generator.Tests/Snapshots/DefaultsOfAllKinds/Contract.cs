namespace Demo;
public enum E : sbyte { A = -128, B = 5 }
[WasmImport("env")] public interface IDefaults {
 double A(double a = double.NaN, double b = double.PositiveInfinity, double c = double.NegativeInfinity, double d = double.Epsilon, double e = double.MaxValue, double f = double.MinValue, double g = -0.0, double h = 0.1, double i = 1e21, double j = 123456789012345680000.0, double k = 5, double l = 1e-7);
 float B(float a = float.NaN, float b = float.PositiveInfinity, float c = float.NegativeInfinity, float d = float.Epsilon, float e = float.MaxValue, float f = -0f, float g = 0.1f, float h = 16777217f, float i = 1e10f);
 long C(long a = long.MinValue, long b = long.MaxValue, long c = -1, ulong d = ulong.MaxValue, uint e = uint.MaxValue, int f = int.MinValue, sbyte g = sbyte.MinValue, short h = short.MinValue, ushort i = 65535, byte j = 255, char k = '\0', char l = '\uffff', char m = '\'', bool n = true);
 string D(string a = "\"", string b = "'", string c = "\"'", string d = "\0", string e = "a\nb\r\n\t", string f = "\u2028\u2029", string g = "\ud800", string h = "\\", string i = "`${x}`", string j = "\u007f\u0080\ufeff", string k = "😀", string? l = null, string m = "\udc00\ud800", string n = "*/", string o = "</script>", string p = "\uffff\ufffe", string q = "\v\f\b\a\u001b");
 int F(E a = E.A, E b = (E)(-5), E? c = E.B, E? d = null, E e = default, int? g = 5, int? h = null, double? i = double.NaN, float? j = float.NaN, bool? k = true, char? l = 'x', long? m = long.MinValue, Guid n = default, TimeSpan o = default, DateTimeOffset p = default, byte[]? q = null, int[] r = null!, string s = null!);
}
public record R(int X = 5, string Y = "\ud800", double Z = double.NaN, long W = long.MinValue, string? N = null, float F = float.NegativeInfinity);
public record T(R? Inner = null, IReadOnlyList<string>? L = null, IReadOnlyDictionary<string,int>? M = null, int? O = null, Guid? G = null);
[WasmImport("env", Prefix = "null_")] public interface INulls { void A(R? r = null, IReadOnlyList<string>? l = null, IReadOnlyDictionary<string,int>? m = null, Guid? g = null, T? t = null); }
