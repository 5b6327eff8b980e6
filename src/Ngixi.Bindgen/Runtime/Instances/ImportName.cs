using Ngixi.Bindgen.Runtime.Values;

namespace Ngixi.Bindgen.Runtime.Instances;

/// <summary>Which import a definition is of.</summary>
internal sealed class ImportName(string module, string name, string signature, bool isSecret = false)
{
    public string Module => module;

    public string Name => name;

    public string Signature => signature;

    /// <summary>Gets whether its calls are not to be kept in plain.</summary>
    public bool IsSecret => isSecret;

    public string FullName => field ??= $"{module}.{name}";

    public SlotBits Bits => field ??= new SlotBits(signature);
}
