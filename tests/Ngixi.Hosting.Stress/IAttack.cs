using Ngixi.Bindgen;

namespace Ngixi.Hosting.Stress;

/// <summary>What hostile guests call.</summary>
[WasmImport("attack")]
public interface IAttack
{
    /// <summary>Divides, and throws as C# does.</summary>
    int Divide(int dividend, int divisor);

    /// <summary>Waits, as long as the call has time.</summary>
    Task Wait(int milliseconds, CancellationToken cancellation);

    /// <summary>Opens something that the guest does not close.</summary>
    IAttackFile Open();
}
