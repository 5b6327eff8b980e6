using System.Runtime.InteropServices;
using Ngixi.Bindgen.Errors;

namespace Ngixi.Bindgen.Runtime.Instances;

/// <summary>
/// The resources that one instance holds. A handle is a slot's index and its generation, so that a handle that was
/// released never means what later stands in its slot.
/// </summary>
/// <remarks>
/// Bits 0 to 15 are the index plus one, so 0 is no handle; bits 16 to 30 are the generation. Generations start at a point
/// of their own in each table, so that a handle of another instance is most likely refused and not mistaken. A slot whose
/// generations are used up is not used again.
/// </remarks>
internal sealed class HandleTable(int seed)
{
    private const int IndexBits = 16;
    private const int Generations = 1 << 15;

    // A step that is odd and far from a divisor of the generations: neighbours start far apart.
    private readonly int firstGeneration = (int)(((uint)seed * 0x4E35u) % Generations);
    private readonly List<Entry> entries = [];
    private readonly Stack<int> free = [];

    public int Count { get; private set; }

    public void RequireFree(int limit)
    {
        if (Count >= limit)
        {
            throw new BadArgumentException(null, $"the guest holds {Count} handles, as many as it may; it must release some first");
        }
    }

    public int Add(object resource, Type kind, int limit)
    {
        RequireFree(limit);
        if (!free.TryPop(out int index))
        {
            index = entries.Count;
            if (index == (1 << IndexBits) - 1)
            {
                throw new BadArgumentException(null, "the instance has used up its handles; start a new instance");
            }

            entries.Add(default);
        }

        Entry entry = entries[index] with { Resource = resource, Kind = kind, Call = 0 };
        entries[index] = entry;
        Count++;
        return HandleOf(index, entry.Uses);
    }

    /// <summary>Gets the resource of a handle for a call, which uses it until it returns.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="kind">What it must be of.</param>
    /// <param name="parameter">The parameter, for errors.</param>
    /// <param name="calls">The calls of the instance; the latest is the one that uses it.</param>
    public object Use(int handle, Type kind, string parameter, ref NestedCalls calls)
    {
        ref Entry entry = ref Find(handle, kind, parameter);
        if (!calls.IsOpen(entry.Call))
        {
            entry.Call = calls.Latest();
        }

        return entry.Resource!;
    }

    public object Remove(int handle, Type kind, string parameter, in NestedCalls calls)
    {
        ref Entry entry = ref Find(handle, kind, parameter);
        if (calls.IsOpen(entry.Call))
        {
            throw new BadArgumentException(
                parameter,
                $"handle 0x{handle:X8} is in use by a call that this one is made in; release it after that call");
        }

        object resource = entry.Resource!;
        int uses = entry.Uses + 1;
        entry = new Entry(null, null, uses, 0);
        Count--;
        if (uses < Generations)
        {
            free.Push(IndexOf(handle));
        }

        return resource;
    }

    /// <summary>Gets whether a resource has a handle.</summary>
    public bool Contains(object resource) => entries.Exists(entry => ReferenceEquals(entry.Resource, resource));

    /// <summary>Empties the table; the newest resources come first.</summary>
    public List<object> RemoveAll()
    {
        List<object> resources = [];
        for (int index = entries.Count - 1; index >= 0; index--)
        {
            if (entries[index].Resource is { } resource)
            {
                resources.Add(resource);
            }
        }

        entries.Clear();
        free.Clear();
        Count = 0;
        return resources;
    }

    private ref Entry Find(int handle, Type kind, string parameter)
    {
        if (handle == 0)
        {
            throw new BadArgumentException(parameter, "0 is not a handle");
        }

        int index = IndexOf(handle);
        Span<Entry> all = CollectionsMarshal.AsSpan(entries);
        if (handle < 0 || (uint)index >= (uint)all.Length || all[index].Resource is null || HandleOf(index, all[index].Uses) != handle)
        {
            throw new BadArgumentException(
                parameter,
                $"handle 0x{handle:X8} is not open in this instance: it was released, or never given to it");
        }

        ref Entry entry = ref all[index];
        if (entry.Kind != kind)
        {
            throw new BadArgumentException(parameter, $"handle 0x{handle:X8} is a {entry.Kind!.Name}, not a {kind.Name}");
        }

        return ref entry;
    }

    private static int IndexOf(int handle) => (handle & ((1 << IndexBits) - 1)) - 1;

    private int HandleOf(int index, int uses) => (((firstGeneration + uses) % Generations) << IndexBits) | (index + 1);

    private record struct Entry(object? Resource, Type? Kind, int Uses, long Call);
}
