using System.Diagnostics;

namespace Ngixi.Capabilities;

/// <summary>The response to a request of a guest.</summary>
internal sealed class GuestResponse : IHttpResponse
{
    private readonly EgressResponse response;
    private readonly Activity? activity;
    private int end = 1;

    public GuestResponse(EgressResponse response, Activity? activity)
    {
        this.response = response;
        this.activity = activity;
        RequestActivity.Answer(activity, response.Status);
    }

    public int Status() => response.Status;

    public string? Header(string name)
    {
        string[] values =
        [
            .. response.Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value),
        ];
        return values.Length == 0 ? null : string.Join(", ", values);
    }

    public IReadOnlyList<HttpHeader> Headers() => [.. response.Headers.Select(header => new HttpHeader(header.Key, header.Value))];

    public int Read(Span<byte> buffer, CancellationToken cancellationToken)
    {
        if (end <= 0 || buffer.IsEmpty)
        {
            return Math.Min(end, 0);
        }

        try
        {
            // The guest's thread waits here until nothing reads into its memory any more, whatever ends the wait.
            using LentMemory memory = new(buffer);
            ValueTask<int> reading = response.ReadAsync(memory.Memory, cancellationToken);
            int read = reading.IsCompleted ? reading.Result : reading.AsTask().GetAwaiter().GetResult();
            if (read == 0)
            {
                End(0, null);
            }

            return read;
        }
        catch (EgressException exception)
        {
            End(-(int)HttpErrors.Of(exception.Error), exception);
            return end;
        }
        catch (Exception exception)
        {
            RequestActivity.End(activity, exception);
            throw;
        }
    }

    public void Dispose() => End(end, null);

    private void End(int result, Exception? failure)
    {
        end = result;
        response.Dispose();
        RequestActivity.End(activity, failure);
    }
}
