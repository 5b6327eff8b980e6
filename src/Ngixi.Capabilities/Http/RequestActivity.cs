using System.Collections.Frozen;
using System.Diagnostics;
using Ngixi.Bindgen;

namespace Ngixi.Capabilities;

/// <summary>
/// The activity of a request of a guest, with the attributes of OpenTelemetry's semantic conventions for HTTP clients. It has neither
/// queries nor headers, which carry secrets.
/// </summary>
internal static class RequestActivity
{
    private const string Other = "_OTHER";

    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal, "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE");

    /// <summary>Starts the activity of a request, under the span that the guest has open; null where nobody listens.</summary>
    public static Activity? Start(GuestContext context, EgressGate gate, EgressRequest request)
    {
        bool isKnown = Known.Contains(request.Method);
        Activity? activity = GuestTrace.Of(context).StartActivity(isKnown ? request.Method : "HTTP", ActivityKind.Client);
        if (activity?.IsAllDataRequested != true)
        {
            return activity;
        }

        activity.SetTag("wasm.module", gate.Module);
        activity.SetTag("http.request.method", isKnown ? request.Method : Other);
        if (request.Url.Length <= gate.Grant.Limits.MaxUrlBytes && GuestUrl.Read(request.Url, out GuestUrl? url) is null)
        {
            activity.SetTag("url.full", url!.Shown);
            activity.SetTag("server.address", url.Host.Address?.ToString() ?? url.Host.Text);
            activity.SetTag("server.port", url.Port);
        }

        return activity;
    }

    /// <summary>Notes the status of the response.</summary>
    public static void Answer(Activity? activity, int status)
    {
        activity?.SetTag("http.response.status_code", status);
        if (status >= 400)
        {
            activity?.SetTag("error.type", $"{status}");
            activity?.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Ends the activity, once: the body was read, the response is freed, or there was an error.</summary>
    public static void End(Activity? activity, Exception? failure)
    {
        if (activity?.IsStopped != false)
        {
            return;
        }

        if (failure is not null)
        {
            activity.SetTag("error.type", failure is EgressException known ? known.Error.ToString() : failure.GetType().FullName);
            activity.SetStatus(ActivityStatusCode.Error, (failure as EgressException)?.Message);
        }

        // Stopping an activity sets the current one to what it was at the start.
        Activity? current = Activity.Current;
        activity.Dispose();
        Activity.Current = current == activity ? activity.Parent : current;
    }
}
