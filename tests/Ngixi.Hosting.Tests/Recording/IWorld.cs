using Ngixi.Bindgen;

namespace Ngixi.Hosting.Tests.Recording;

/// <summary>All that a guest of these tests can ask of its host.</summary>
[WasmImport("world")]
internal interface IWorld
{
    /// <summary>Gets what the guest is to do next.</summary>
    int Next();

    long Ask(long number, double fraction, int more);

    string Find(string key);

    int Fill(Span<byte> buffer);

    /// <summary>Calls the guest.</summary>
    int Again(int what);

    void Fail();
}
