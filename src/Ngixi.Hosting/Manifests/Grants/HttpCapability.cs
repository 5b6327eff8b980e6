using Ngixi.Bindgen;
using Ngixi.Capabilities;
using Ngixi.Hosting.Manifests.Text;
using Wasmtime;

namespace Ngixi.Hosting.Manifests.Grants;

internal sealed class HttpCapability()
    : GrantCapability<HttpGrant>("http", "HTTP to the targets that are named, and to no others.")
{
    private static readonly TimeSpan LeastTimeout = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan MostTimeout = TimeSpan.FromHours(1);

    public override string Example => """{ "allow": ["https://api.example.com"] }""";

    public override void Describe(Linker linker) => linker.DefineHttp(Described.Instance<IHttp>);

    public override HttpGrant ReadGrant(GrantReader grant)
    {
        List<HttpTarget> targets = [];
        grant.Entries(
            "allow",
            "Where requests may go: \"https://api.example.com\", or with methods, \"GET,HEAD https://api.example.com\".",
            "target",
            entry => ReadTarget(entry, targets));
        HttpGrant http = new()
        {
            Allow = targets,
            AllowPrivate = grant.Texts(
                "allowPrivate", "Addresses that may be dialled although they are not of the public internet.", AddressRange.Parse),
            AllowHeaders = grant.Texts(
                "allowHeaders", "Headers that guests may set although the host usually does.", Header),
            MaxRedirects = grant.Count("maxRedirects", "The redirects that are followed, each judged anew.", 0, 0, HttpGrant.MostRedirects),
            AllowRedirectsToHttp = grant.Flag("allowRedirectsToHttp", "Whether a redirect may lead from https to http."),
            SendTraceParent = grant.Flag("sendTraceParent", "Whether requests carry the header traceparent of the host's trace."),
            Credentials = ReadCredentials(grant),
            Limits = ReadLimits(grant.Part("limits", "How much may be asked.")),
        };
        if (!grant.Has("allow"))
        {
            grant.Report(null, "allows nothing: name targets in \"allow\", or leave it out.");
        }

        return http;
    }

    public override void Define(Linker linker, GrantContext context, HttpGrant grant)
    {
        GuestEngineOptions options = context.Options;
        EgressGate gate = context.Own(new EgressGate(grant, context.Denials, options.Resolver, options.Time, options.WrapHttp));
        linker.DefineHttp(new GuestHttp(gate).ForInstance);
    }

    private static string Header(string name) => new HttpGrant { AllowHeaders = [name] }.AllowHeaders[0];

    private static bool ReadTarget(GrantReader entry, List<HttpTarget> targets)
    {
        string text = entry.Text("target", "The target.");
        if (text.Length == 0)
        {
            return false;
        }

        try
        {
            HttpTarget target = HttpTarget.Parse(text);
            if (targets.Find(other => Covers(other, target)) is { } wider)
            {
                entry.Report(null, $"allows nothing that \"{wider}\" does not: leave it out.");
            }
            else if (targets.Find(other => Covers(target, other)) is { } narrower)
            {
                entry.Report(null, $"allows all that \"{narrower}\" does: leave that out.");
            }

            targets.Add(target);
            return true;
        }
        catch (ArgumentException exception)
        {
            entry.Report(null, $"is none. {ArgumentMessage.Of(exception)}");
            return false;
        }
    }

    private static bool Covers(HttpTarget wide, HttpTarget narrow) =>
        wide.Scheme == narrow.Scheme
        && wide.FirstPort <= narrow.FirstPort
        && wide.LastPort >= narrow.LastPort
        && narrow.Methods.All(wide.Methods.Contains)
        && (wide.Host == narrow.Host
            || (wide.Host.StartsWith("*.", StringComparison.Ordinal) && narrow.Host.EndsWith(wide.Host[1..], StringComparison.Ordinal)));

    private static List<HttpCredential> ReadCredentials(GrantReader grant)
    {
        List<HttpCredential> credentials = [];
        foreach (string name in grant.Texts("credentials", "The secrets that guests may name, of those in GuestEngineOptions.Credentials."))
        {
            if (grant.Options.Credentials.FirstOrDefault(credential => credential.Name == name) is { } credential)
            {
                credentials.Add(credential);
            }
            else
            {
                string advice = NearestName.Advice(name, [.. grant.Options.Credentials.Select(credential => credential.Name)]);
                grant.Report("credentials", $"names {UntrustedText.Quote(name)}, which the host does not have: {advice}");
            }
        }

        return credentials;
    }

    private static HttpLimits ReadLimits(GrantReader limits) => new()
    {
        MaxUrlBytes = limits.IntSize("maxUrlBytes", "The bytes of a URL.", 8 * 1024, 1),
        MaxRequestHeaders = limits.Count("maxRequestHeaders", "The headers of a request.", 64),
        MaxRequestHeaderBytes = limits.IntSize("maxRequestHeaderBytes", "The bytes of a request's headers.", 32 * 1024),
        MaxRequestBodyBytes = limits.IntSize("maxRequestBodyBytes", "The bytes of a request's body.", 1024 * 1024),
        MaxResponseHeaders = limits.Count("maxResponseHeaders", "The headers of a response.", 128, 1),
        MaxResponseHeaderKibibytes = limits.Count("maxResponseHeaderKibibytes", "The KiB of a response's headers.", 32, 1),
        MaxResponseBodyBytes = limits.Size("maxResponseBodyBytes", "The bytes of a response's body.", 8L * 1024 * 1024),
        MaxConcurrentRequests = limits.Count("maxConcurrentRequests", "The requests of all instances at once.", 64, 1),
        MaxConcurrentRequestsPerInstance = limits.Count("maxConcurrentRequestsPerInstance", "The requests of an instance at once.", 6, 1),
        MaxRequestsPerCall = limits.Count("maxRequestsPerCall", "The requests of one call of the guest.", 32, 1),
        MaxRequestsPerSecond = limits.Count("maxRequestsPerSecond", "The requests a second of all instances together.", 50, 1),
        MaxBurst = limits.Count("maxBurst", "The requests that may come at once after a quiet time.", 100, 1),
        ConnectTimeout = Timeout(limits, "connectTimeout", "The time to connect.", 5),
        FirstByteTimeout = Timeout(limits, "firstByteTimeout", "The time until the response's headers are here.", 10),
        BetweenBytesTimeout = Timeout(limits, "betweenBytesTimeout", "The time that a read of the body waits.", 10),
        TotalTimeout = Timeout(limits, "totalTimeout", "The time of all.", 15),
    };

    private static TimeSpan Timeout(GrantReader limits, string name, string about, int seconds) =>
        limits.Duration(name, about, TimeSpan.FromSeconds(seconds), LeastTimeout, MostTimeout);
}
