using Quickstart.Contracts;

namespace Quickstart.Capabilities;

/// <summary>Sends the guest's requests to one server, and to no other.</summary>
internal sealed class HttpGateway(Uri allowed) : IHttp, IDisposable
{
    // A redirect could lead anywhere, a proxy hides where a request goes, and cookies would be shared by all guests.
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    public IHttpResponse? Request(string method, string url, ReadOnlySpan<byte> body)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? target) || !IsAllowed(target))
        {
            return null;
        }

        using HttpRequestMessage request = new(HttpMethod.Parse(method), target);
        if (!body.IsEmpty)
        {
            request.Content = new ByteArrayContent(body.ToArray());
        }

        return new Response(client.Send(request, HttpCompletionOption.ResponseHeadersRead));
    }

    public void Dispose() => client.Dispose();

    private bool IsAllowed(Uri target) =>
        Uri.Compare(target, allowed, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private sealed class Response(HttpResponseMessage message) : IHttpResponse
    {
        private readonly Stream body = message.Content.ReadAsStream();

        public int Status() => (int)message.StatusCode;

        public int Read(Span<byte> buffer) => body.Read(buffer);

        public void Dispose()
        {
            body.Dispose();
            message.Dispose();
        }
    }
}
