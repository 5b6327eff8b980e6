using System.Net;

namespace Ngixi.Capabilities;

/// <summary>Finds the addresses of a name. Each is judged, and the judged ones are dialled.</summary>
/// <remarks>Implementations are called by any number of threads.</remarks>
public interface IHostResolver
{
    /// <summary>Finds the addresses of a name.</summary>
    /// <param name="host">The name, in lower case and ASCII, without a dot at its end.</param>
    /// <param name="cancellationToken">Cancelled when the time to connect is over.</param>
    /// <returns>The addresses, the best first; none where the name has none.</returns>
    ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
