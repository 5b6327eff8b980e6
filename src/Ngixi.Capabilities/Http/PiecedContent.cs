using System.Net;
using System.Net.Http;

namespace Ngixi.Capabilities;

/// <summary>The content of a message whose body is made while it is sent.</summary>
/// <param name="body">The body.</param>
/// <param name="count">Is told of all bytes that have come, before each piece is sent and at the end; it throws to end the request.</param>
internal sealed class PiecedContent(PiecedBody body, Action<long, bool> count) : HttpContent
{
    private bool isSent;

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length ?? 0;
        return body.Length is not null;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref isSent, true))
        {
            // A handler of the host that tries again would send what is left, and the server would take it for the whole.
            throw new HttpRequestException("The body came in pieces, which are gone.");
        }

        long bytes = 0;
        await foreach (ReadOnlyMemory<byte> piece in body.Pieces.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            bytes += piece.Length;
            count(bytes, false);
            await stream.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
        }

        count(bytes, true);
    }
}
