using System.Net;
using System.Threading.Channels;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>A resolver that does what a test says, and counts what is asked of it.</summary>
internal sealed class HostileResolver(Func<string, CancellationToken, Task<IReadOnlyList<IPAddress>>> answer) : IHostResolver
{
    private readonly Channel<string> lookups = Channel.CreateUnbounded<string>();
    private int asked;

    public int Asked => asked;

    /// <summary>Waits until the resolver was asked so many times more.</summary>
    public async Task WasAskedTimes(int times)
    {
        for (int i = 0; i < times; i++)
        {
            await lookups.Reader.ReadAsync();
        }
    }

    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref asked);
        lookups.Writer.TryWrite(host);
        return await answer(host, cancellationToken);
    }

    /// <summary>A resolver that answers never, and listens to its token or not.</summary>
    public static HostileResolver Hanging(bool listens) => new(async (_, token) =>
    {
        await Task.Delay(Timeout.Infinite, listens ? token : CancellationToken.None);
        return [];
    });
}
