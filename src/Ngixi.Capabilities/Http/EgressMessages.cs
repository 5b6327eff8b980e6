using System.Net;
using System.Net.Http;

namespace Ngixi.Capabilities;

/// <summary>Makes what goes to the wire.</summary>
internal static class EgressMessages
{
    /// <summary>Makes the message of a judged request, and asks for its secret, which is nowhere else.</summary>
    public static async Task<HttpRequestMessage> MakeAsync(EgressHop hop, HttpContent? body, CancellationToken cancellationToken)
    {
        HttpRequestMessage message = new(new HttpMethod(hop.Method), hop.Url.Uri)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        foreach ((string name, string value) in hop.Headers)
        {
            Add(message, name, value);
        }

        if (hop.Credential is { } credential)
        {
            Add(message, credential.Header, await AskAsync(credential, hop, cancellationToken).ConfigureAwait(false));
        }

        return message;
    }

    /// <summary>Finds the cause of a type, or the exception itself.</summary>
    public static T? Cause<T>(Exception? exception)
        where T : Exception => exception as T ?? (exception is null ? null : Cause<T>(exception.InnerException));

    private static void Add(HttpRequestMessage message, string name, string value)
    {
        // .NET keeps the headers of a body apart, and has them with a body only.
        if (!message.Headers.TryAddWithoutValidation(name, value))
        {
            message.Content ??= new ReadOnlyMemoryContent(default);
            message.Content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static async Task<string> AskAsync(HttpCredential credential, EgressHop hop, CancellationToken cancellationToken)
    {
        string? value;
        try
        {
            value = await credential.GetValueAsync(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Its message may hold the secret.
            string reason = $"The provider of the credential {credential.Name} failed ({exception.GetType().Name})";
            throw new EgressException(EgressError.CredentialUnavailable, hop.Shown, reason);
        }

        return value is not null && HttpHeaderRules.IsValue(value)
            ? value
            : throw new EgressException(
                EgressError.CredentialUnavailable, hop.Shown, $"The value of the credential {credential.Name} is none for a header");
    }
}
