using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Native;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime;

/// <summary>
/// The imports of the module <c>ngixi</c> by which guests say what they were built for (docs/abi.md, Contract markers). That
/// a linker has one is what counts; the functions do nothing.
/// </summary>
internal static unsafe class ContractMarkers
{
    public const string Module = "ngixi";

    // What linkers of this process may have been given, by all of its text. A linker keeps no data of ours that its clones
    // would have too, but each can be asked for the markers.
    private static readonly ConcurrentDictionary<string, KnownContract> Known = new(StringComparer.Ordinal);

    /// <summary>Defines the markers of an interface's shape, and of the earlier ones that it serves.</summary>
    public static void Define(Linker linker, string contract, string[] earlier)
    {
        KnownContract known = Known.GetOrAdd(string.Join('\0', [contract, .. earlier]), _ => new KnownContract(contract, earlier));
        foreach (string marker in known.Markers)
        {
            ImportBinder.Define(linker, binding: null, Module, marker, "()", &Accept);
        }
    }

    /// <summary>The shape in which a linker defines a contract, or null when it does not.</summary>
    public static ContractShape? Find(LinkerLookup linker, string contract)
    {
        List<KnownContract> defined = [.. Known.Values
            .Where(known => known.Current.Name == contract && known.Markers.All(marker => linker.Find(Module, marker) is not null))
            .OrderBy(known => known.Current.Hash, StringComparer.Ordinal)];

        // One that another serves as an earlier shape is not what the linker was given.
        return defined.FirstOrDefault(known => !defined.Any(other => other.Serves(known.Current)))?.Current;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Accept(void* binding, void* caller, ValueSlot* slots, ulong count) => HostCall.Success;

    private sealed class KnownContract
    {
        public KnownContract(string current, string[] earlier)
        {
            Current = ContractShape.Parse(current);
            Markers = [Current.Marker, .. earlier.Select(text => ContractShape.Parse(text).Marker)];
        }

        public ContractShape Current { get; }

        /// <summary>Gets the marker of the current shape, then those of the earlier ones.</summary>
        public IReadOnlyList<string> Markers { get; }

        public bool Serves(ContractShape earlier) => Markers.Skip(1).Contains(earlier.Marker);
    }
}
