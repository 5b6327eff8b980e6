using Ngixi.Bindgen;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Imports;
using Wasmtime;

namespace Ngixi.Hosting.Manifests;

/// <summary>Knows which capability has an import, by asking linkers in which each is described.</summary>
internal sealed class CapabilityImports : IDisposable
{
    // Kept for the process, as the native library is: it describes, and never runs.
    private static readonly Lazy<Engine> Describing = new(static () => new Engine(GuestConfig.Create()));

    private readonly Linker always = new(Describing.Value);
    private readonly LinkerLookup alwaysLookup;
    private readonly List<(Capability Capability, Linker Linker, LinkerLookup Lookup)> described = [];

    /// <summary>Describes capabilities.</summary>
    /// <param name="capabilities">The capabilities.</param>
    public CapabilityImports(IEnumerable<Capability> capabilities)
    {
        GrantLinker.DefineAlways(always, new AssemblyScriptOptions());
        alwaysLookup = new LinkerLookup(always, Describing.Value);
        foreach (Capability capability in capabilities)
        {
            Linker linker = new(Describing.Value);
            described.Add((capability, linker, new LinkerLookup(linker, Describing.Value)));
            capability.Describe(linker);
        }
    }

    /// <summary>Finds the type of an import that each guest has, whatever it is granted.</summary>
    /// <returns>The type; null where it is none of those.</returns>
    public string? FindAlways(string module, string name) => TypeIn(alwaysLookup, module, name);

    /// <summary>Finds the capability that has an import.</summary>
    /// <returns>The capability and the type of the function; null where none has it.</returns>
    public (Capability Capability, string Type)? Find(string module, string name)
    {
        foreach ((Capability capability, _, LinkerLookup lookup) in described)
        {
            if (TypeIn(lookup, module, name) is { } type)
            {
                return (capability, type);
            }
        }

        return null;
    }

    /// <summary>Finds the capability that has a contract, in whatever version.</summary>
    public Capability? FindContract(string contract) =>
        described.Find(item => ContractMarkers.Find(item.Lookup, contract) is not null).Capability;

    /// <summary>Compares contracts of a guest with those of a capability.</summary>
    /// <param name="capability">The capability; null for one that nobody has.</param>
    /// <param name="markers">The names of the contract's markers in the guest.</param>
    /// <returns>The differences, as sentences.</returns>
    public IEnumerable<string> DifferencesOf(Capability? capability, IEnumerable<string> markers)
    {
        LinkerLookup lookup = capability is null ? alwaysLookup : described.Find(item => item.Capability == capability).Lookup;
        return new ContractCheck(lookup, CancellationToken.None).Run(markers).Select(difference => difference.Message);
    }

    /// <summary>Gets whether there is a capability of a name.</summary>
    public bool IsCapability(string name) => described.Exists(item => item.Capability.Name == name);

    /// <summary>Gets whether a full name, such as <c>env.log</c>, is an import of one of some capabilities, or of each guest.</summary>
    public bool Has(string fullName, Func<string, bool> isGranted)
    {
        // Names may have dots, on either side of the one between them.
        for (int dot = fullName.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = fullName.IndexOf('.', dot + 1))
        {
            (string module, string name) = (fullName[..dot], fullName[(dot + 1)..]);
            if (FindAlways(module, name) is not null || (Find(module, name) is { } found && isGranted(found.Capability.Name)))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        foreach ((_, Linker linker, LinkerLookup lookup) in described)
        {
            lookup.Dispose();
            linker.Dispose();
        }

        alwaysLookup.Dispose();
        always.Dispose();
    }

    private static string? TypeIn(LinkerLookup lookup, string module, string name) =>
        lookup.Find(module, name)?.Function is { } function ? ShowType(function) : null;

    private static string ShowType(Function function) =>
        $"({Show(function.Parameters)})" + (function.Results.Count == 0 ? "" : $" -> {Show(function.Results)}");

    private static string Show(IEnumerable<ValueKind> kinds) => string.Join(' ', kinds.Select(kind => kind switch
    {
        ValueKind.Int32 => "i32",
        ValueKind.Int64 => "i64",
        ValueKind.Float32 => "f32",
        ValueKind.Float64 => "f64",
        ValueKind.V128 => "v128",
        ValueKind.FuncRef => "funcref",
        _ => "externref",
    }));
}
