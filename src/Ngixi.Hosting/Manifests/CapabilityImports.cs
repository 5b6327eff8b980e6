using Ngixi.Bindgen;
using Wasmtime;

namespace Ngixi.Hosting.Manifests;

/// <summary>Knows which capability has an import, by asking linkers in which each is described.</summary>
internal sealed class CapabilityImports : IDisposable
{
    // Kept for the process, as the native library is: it describes, and never runs.
    private static readonly Lazy<Engine> Describing = new(static () => new Engine(GuestConfig.Create()));

    private readonly Store store = new(Describing.Value);
    private readonly Linker always = new(Describing.Value);
    private readonly List<(Capability Capability, Linker Linker)> described = [];

    /// <summary>Describes capabilities.</summary>
    /// <param name="capabilities">The capabilities.</param>
    public CapabilityImports(IEnumerable<Capability> capabilities)
    {
        GrantLinker.DefineAlways(always, new AssemblyScriptOptions());
        foreach (Capability capability in capabilities)
        {
            Linker linker = new(Describing.Value);
            described.Add((capability, linker));
            capability.Describe(linker);
        }
    }

    /// <summary>Finds the type of an import that each guest has, whatever it is granted.</summary>
    /// <returns>The type; null where it is none of those.</returns>
    public string? FindAlways(string module, string name) => TypeIn(always, module, name);

    /// <summary>Finds the capability that has an import.</summary>
    /// <returns>The capability and the type of the function; null where none has it.</returns>
    public (Capability Capability, string Type)? Find(string module, string name)
    {
        foreach ((Capability capability, Linker linker) in described)
        {
            if (TypeIn(linker, module, name) is { } type)
            {
                return (capability, type);
            }
        }

        return null;
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
        foreach ((_, Linker linker) in described)
        {
            linker.Dispose();
        }

        always.Dispose();
        store.Dispose();
    }

    private string? TypeIn(Linker linker, string module, string name) =>
        linker.GetFunction(store, module, name) is { } function ? ShowType(function) : null;

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
