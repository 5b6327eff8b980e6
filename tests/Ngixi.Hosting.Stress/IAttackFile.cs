using Ngixi.Bindgen;

namespace Ngixi.Hosting.Stress;

/// <summary>Something that a guest holds open.</summary>
[WasmResource("attack_file_")]
public interface IAttackFile : IDisposable
{
    /// <summary>Gets a number.</summary>
    int Number();
}
