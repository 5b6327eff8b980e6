using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Ngixi.Capabilities;
using Ngixi.Cli.Failures;
using Ngixi.Cli.Output;
using Ngixi.Hosting.Running;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ngixi.Cli.Running;

/// <summary>Sends the spans, measurements and logs of a run by OTLP, over HTTP.</summary>
internal sealed class OtlpExport : IDisposable
{
    private const string Name = "ngixi";
    private const int FlushMilliseconds = 5_000;

    private readonly ActivitySource source = new(Name);
    private readonly TracerProvider traces;
    private readonly MeterProvider metrics;
    private readonly ILoggerFactory logs;
    private readonly Activity? run;

    private OtlpExport(Uri endpoint, string module)
    {
        ResourceBuilder resource = ResourceBuilder.CreateEmpty().AddService(module);
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Name, CapabilityTelemetry.Name)
            .AddOtlpExporter(options => Set(options, endpoint, "v1/traces"))
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(HostingMeter.Name, CapabilityTelemetry.Name, $"{CapabilityTelemetry.ModulePrefix}*")
            .AddOtlpExporter(options => Set(options, endpoint, "v1/metrics"))
            .Build();
        logs = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddOpenTelemetry(options => options
            .SetResourceBuilder(resource)
            .AddOtlpExporter(export => Set(export, endpoint, "v1/logs"))));
        run = source.StartActivity("run");
    }

    /// <summary>Gets what sends logs.</summary>
    public ILoggerFactory Logs => logs;

    /// <summary>Begins to send, where it is asked for.</summary>
    /// <param name="url">The address of the collector; null for none.</param>
    /// <param name="module">The name of the module, as that of the service.</param>
    public static OtlpExport? Begin(string? url, string module)
    {
        if (url is null)
        {
            return null;
        }

        return Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is "http" or "https"
            ? new OtlpExport(endpoint, module)
            : throw CliException.Usage($"--otlp has '{Printed.Name(url)}', which is no URL.", "Write it like --otlp http://localhost:4318");
    }

    /// <summary>Sends what waits.</summary>
    /// <returns>Whether the collector took it.</returns>
    public bool Finish()
    {
        run?.Dispose();
        bool isTraced = traces.ForceFlush(FlushMilliseconds);
        return metrics.ForceFlush(FlushMilliseconds) && isTraced;
    }

    public void Dispose()
    {
        run?.Dispose();
        logs.Dispose();
        traces.Dispose();
        metrics.Dispose();
        source.Dispose();
    }

    private static void Set(OtlpExporterOptions options, Uri endpoint, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(endpoint, path);
        options.TimeoutMilliseconds = FlushMilliseconds;
    }
}
