using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ngixi.Capabilities.Tests.Http;

/// <summary>A resolver that knows the names of a test. A name with several answers gives each once, the last for ever.</summary>
internal sealed class ScriptedResolver(params (string Host, string[][] Answers)[] script) : IHostResolver
{
    private readonly ConcurrentQueue<string> asked = new();

    /// <summary>The names that were asked for, in order.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    /// <summary>A resolver for which each name is at these addresses.</summary>
    public static ScriptedResolver To(string[] addresses, params string[] hosts) =>
        new([.. hosts.Select(host => (host, new[] { addresses }))]);

    public ValueTask<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        int before = asked.Count(name => name == host);
        asked.Enqueue(host);
        string[][]? answers = script.FirstOrDefault(entry => entry.Host == host).Answers;
        return answers is null
            ? throw new SocketException((int)SocketError.HostNotFound)
            : ValueTask.FromResult<IReadOnlyList<IPAddress>>([.. answers[Math.Min(before, answers.Length - 1)].Select(IPAddress.Parse)]);
    }
}
