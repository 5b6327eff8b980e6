using System.Net;
using Ngixi.Capabilities;

namespace Ngixi.Hosting;

/// <summary>The scratch world that a manifest is learned in.</summary>
public sealed record LearnOptions
{
    /// <summary>Gets the topics that the guest takes events from, which no run can tell; none by default.</summary>
    public IReadOnlyList<string> Subscribe { get; init; } = [];

    /// <summary>
    /// Gets the files that the guest finds in its directory <c>/</c>; none by default. It is called for each round, since the guest may
    /// change them.
    /// </summary>
    public Func<IGuestFileSystem> Files { get; init; } = static () => new MemoryFileSystem();

    /// <summary>Gets the answers to its HTTP requests; by default empty ones with the status 200. No request leaves the process.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage> Answer { get; init; } =
        static _ => new HttpResponseMessage(HttpStatusCode.OK);

    /// <summary>Gets the limits of its calls.</summary>
    public ModuleLimits Limits { get; init; } = new();
}
