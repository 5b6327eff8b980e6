namespace Ngixi.Bindgen.Conformance.Tests.Support;

/// <summary>Brings calls as data to a guest that is here.</summary>
internal sealed class HereCaller(Instance instance) : GuestCaller
{
    public override ValueTask<ReadOnlyMemory<byte>> InvokeAsync(GuestRequest request, CancellationToken cancellation) =>
        new(ServiceOf<Contracts.IEchoGuest>().Serve(instance, request));

    public T ClientOf<T>()
        where T : class, IGuestClient<T> => T.Create(this);

    private static Runtime.GuestService ServiceOf<T>()
        where T : class, IGuestClient<T> => T.Service;
}
