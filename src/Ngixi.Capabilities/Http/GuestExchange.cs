using System.Threading.Channels;

namespace Ngixi.Capabilities;

/// <summary>A request of a guest that is under way.</summary>
internal sealed class GuestExchange : IHttpExchange
{
    private readonly Task<GuestResponse> response;
    private readonly ChannelWriter<ReadOnlyMemory<byte>>? body;
    private readonly CancellationTokenSource ending;
    private bool isFinished;
    private bool isReceived;

    public GuestExchange(Task<GuestResponse> response, ChannelWriter<ReadOnlyMemory<byte>>? body, CancellationTokenSource ending)
    {
        this.response = response;
        this.body = body;
        this.ending = ending;

        // Nobody takes pieces any more: a guest that waits to write one goes on. An exception has been looked at.
        _ = response.ContinueWith(
            static (ended, body) =>
            {
                _ = ended.Exception;
                ((ChannelWriter<ReadOnlyMemory<byte>>?)body)?.TryComplete();
            },
            body,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        if (isFinished || body is null)
        {
            throw HttpErrors.ForGuest(HttpError.InvalidRequest);
        }

        try
        {
            // A chunk of 0 bytes would be the last one.
            if (!piece.IsEmpty)
            {
                await body.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ChannelClosedException)
        {
            await RequireResponseAsync(cancellationToken).ConfigureAwait(false);
            throw HttpErrors.ForGuest(HttpError.Closed); // The server answered before the body's end.
        }
    }

    public void Finish()
    {
        isFinished = true;
        body?.TryComplete();
    }

    public async Task<IHttpResponse> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (isReceived)
        {
            throw HttpErrors.ForGuest(HttpError.Closed);
        }

        Finish();
        GuestResponse received = await RequireResponseAsync(cancellationToken).ConfigureAwait(false);
        isReceived = true;
        return received;
    }

    public void Dispose()
    {
        if (!isReceived)
        {
            ending.Cancel();
            _ = response.ContinueWith(
                static late => late.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        ending.Dispose();
    }

    /// <summary>Gets the response, or says why there is none.</summary>
    private async Task<GuestResponse> RequireResponseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await response.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EgressException exception)
        {
            throw HttpErrors.ForGuest(exception);
        }
    }
}
