using System.Net.Http;

namespace Ngixi.Capabilities;

/// <summary>Judges what the host's own handlers send: one that changes the URL or the method does not lead around the grant.</summary>
internal sealed class JudgingHandler(EgressPolicy policy, HttpMessageHandler connections) : DelegatingHandler(connections)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        EgressTransport.BeginAgain(request);
        return policy.JudgeTarget(request.Method.Method, request.RequestUri?.OriginalString ?? "", out _) is { } refusal
            ? throw new DialException(refusal)
            : base.SendAsync(request, cancellationToken);
    }
}
