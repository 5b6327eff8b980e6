using System.Net;

namespace Ngixi.Capabilities;

/// <summary>The resolver of the operating system.</summary>
internal sealed class SystemHostResolver : IHostResolver
{
    public static readonly SystemHostResolver Instance = new();

    private SystemHostResolver()
    {
    }

    public async ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        // Without the token: the system's lookup goes on all the same, and has to count while it does.
        await Dns.GetHostAddressesAsync(host, CancellationToken.None).ConfigureAwait(false);
}
