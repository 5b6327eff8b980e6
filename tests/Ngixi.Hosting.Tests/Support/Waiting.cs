namespace Ngixi.Hosting.Tests.Support;

internal sealed class Waiting(ManualResetEventSlim waits) : IWaiting
{
    public Task Wait(CancellationToken cancellation)
    {
        Task wait = Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        waits.Set();
        return wait;
    }
}
