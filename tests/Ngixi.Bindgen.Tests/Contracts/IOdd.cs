namespace Ngixi.Bindgen.Tests.Contracts;

/// <summary>What the host's own code may do in a call, good or not: see <see cref="Survival.Attacks"/>.</summary>
[WasmImport("odd")]
public interface IOdd
{
    void Ping();

    int Divide(int dividend, int divisor);
}
