using Ngixi.Bindgen;

namespace NgixiApp;

/// <summary>A player of rock, paper, scissors: what the guest implements.</summary>
[WasmExport]
public interface IPlayer
{
    /// <summary>Chooses a move.</summary>
    /// <param name="rounds">The rounds so far, the latest at the end.</param>
    Move Choose(IReadOnlyList<Round> rounds);
}
