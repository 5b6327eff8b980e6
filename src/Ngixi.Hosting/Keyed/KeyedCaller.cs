using Ngixi.Bindgen;

namespace Ngixi.Hosting.Keyed;

/// <summary>Calls the guest of a key, which is in this process.</summary>
internal sealed class KeyedCaller(KeyedKind kind, string key) : GuestCaller
{
    public override ValueTask<ReadOnlyMemory<byte>> InvokeAsync(GuestRequest request, CancellationToken cancellation) =>
        new(kind.InvokeAsync(key, request, cancellation));
}
