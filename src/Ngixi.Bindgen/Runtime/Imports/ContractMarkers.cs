using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ngixi.Bindgen.Contracts;
using Ngixi.Bindgen.Native;
using Ngixi.Bindgen.Runtime.Instances;
using Wasmtime;

namespace Ngixi.Bindgen.Runtime.Imports;

/// <summary>
/// The imports of the module <c>ngixi</c> by which guests say what they were built for (docs/abi.md, Contract markers). That
/// a linker has one is what counts; the functions do nothing.
/// </summary>
internal static unsafe class ContractMarkers
{
    public const string Module = "ngixi";

    private static readonly OwnImport Own = new();

    // What linkers of this process may have been given, by all of its text. A linker keeps no data of ours that its clones
    // would have too, but each can be asked for the markers.
    private static readonly ConcurrentDictionary<string, KnownContract> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, ConcurrentBag<KnownContract>> KnownByName = new(StringComparer.Ordinal);

    /// <summary>Defines the markers of an interface's shape, and of the earlier ones that it serves.</summary>
    public static void Define(Linker linker, string contract, string[] earlier)
    {
        KnownContract known = Known.GetOrAdd(
            string.Join('\0', [contract, .. earlier]),
            _ => Remember(new KnownContract(contract, earlier)));
        foreach (string marker in known.Markers)
        {
            ImportBinder.Define(linker, Own, Module, marker, "()", &Accept);
        }
    }

    /// <summary>The shape in which a linker defines a contract, or null when it does not.</summary>
    public static ContractShape? Find(LinkerLookup linker, string contract)
    {
        if (!KnownByName.TryGetValue(contract, out ConcurrentBag<KnownContract>? candidates))
        {
            return null;
        }

        List<KnownContract> defined = [.. candidates
            .Where(known => known.Markers.All(marker => linker.Find(Module, marker) is not null))
            .OrderBy(known => known.Current.Hash, StringComparer.Ordinal)];

        // One that another serves as an earlier shape is not what the linker was given.
        return defined.FirstOrDefault(known => !defined.Any(other => other.Serves(known.Current)))?.Current;
    }

    private static KnownContract Remember(KnownContract known)
    {
        KnownByName.GetOrAdd(known.Current.Name, _ => []).Add(known);
        return known;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* Accept(void* binding, void* caller, ValueSlot* slots, ulong count) => HostCall.Success;

    private sealed class KnownContract
    {
        private readonly HashSet<string> earlierHashes;

        public KnownContract(string current, string[] earlier)
        {
            Current = ContractShape.Parse(current);
            earlierHashes = new(StringComparer.Ordinal);
            List<string> markers = [.. ContractMarker.ImportsOf(Current)];
            foreach (ContractShape shape in earlier.Select(ContractShape.Parse))
            {
                earlierHashes.Add(shape.Hash);
                markers.AddRange(ContractMarker.ImportsOf(shape));
            }

            Markers = markers;
        }

        public ContractShape Current { get; }

        /// <summary>Gets the markers of the current shape, then those of the earlier ones.</summary>
        public IReadOnlyList<string> Markers { get; }

        public bool Serves(ContractShape earlier) => earlierHashes.Contains(earlier.Hash);
    }
}
