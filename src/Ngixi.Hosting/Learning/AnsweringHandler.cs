namespace Ngixi.Hosting.Learning;

/// <summary>Answers requests in place of a network.</summary>
/// <param name="answer">The answers.</param>
internal sealed class AnsweringHandler(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = answer(request);
        response.RequestMessage = request;
        return Task.FromResult(response);
    }
}
