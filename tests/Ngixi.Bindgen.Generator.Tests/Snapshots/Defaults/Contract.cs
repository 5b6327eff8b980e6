namespace Demo;

public enum Level : uint { Low, High = 3, Top = uint.MaxValue }

public enum Wide : long { A = 1 }

[WasmImport("env")]
public interface IDefaults
{
    void Flags(bool a, bool b = true, bool c = false);
    void Integers(sbyte a = -1, ushort b = 7, char c = 'x', uint d = uint.MaxValue, long e = long.MinValue, ulong f = ulong.MaxValue);
    void Reals(float a = 0.1f, double b = 1e300, double f = 1e-7, float c = float.NaN, double d = double.NegativeInfinity, float e = float.PositiveInfinity);
    void Text(string a = "a \"quoted\" text", string? b = null);
    void Enums(Level a = Level.High, Level b = (Level)7, Wide c = Wide.A);
    void Nulls(byte[]? a = null, IThing? b = null);

    /// <summary>Only the last parameters can be left out: what has no constant ends the row.</summary>
    void Partly(int a = 1, ReadOnlySpan<byte> b = default, int c = 2, CancellationToken cancellation = default);
}

[WasmResource("thing_")]
public interface IThing : IDisposable;
