using System.Runtime.CompilerServices;

namespace Ngixi.Bindgen.Runtime.Instances;

/// <summary>
/// Which calls of an instance's imports have the guest running in them, so that a resource is not released under the method
/// that uses it. A call costs one store: it has a number only where a resource is used.
/// </summary>
internal struct NestedCalls
{
    // The calls in which the host called the guest by an interface, and that call has not returned.
    private Stack<long>? open;

    // The number of the call that was begun last; 0 while it has none.
    private long latest;
    private long numbered;

    /// <summary>Begins a call of an import.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin() => latest = 0;

    /// <summary>Gets the number of the call that was begun last.</summary>
    public long Latest() => latest != 0 ? latest : latest = ++numbered;

    /// <summary>Gets whether the guest runs in a call. None has the number 0.</summary>
    public readonly bool IsOpen(long call) => call != 0 && open is { Count: > 0 } && open.Contains(call);

    /// <summary>Begins to run the guest in the call that was begun last.</summary>
    public void Open() => (open ??= []).Push(latest);

    /// <summary>Ends it: that call goes on.</summary>
    public void Close() => latest = open!.Pop();
}
