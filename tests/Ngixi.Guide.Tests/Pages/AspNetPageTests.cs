using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ngixi.Bindgen.Tests.Support;
using Ngixi.Capabilities;
using Ngixi.Guide.Tests.StructuredData;
using Ngixi.Guide.Tests.Support;
using Ngixi.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Ngixi.Guide.Tests.Pages;

/// <summary>The scenario of docs/guide/aspnet.md.</summary>
public sealed class AspNetPageTests : IAsyncLifetime, IDisposable
{
    private readonly List<Metric> exported = [];
    private WebApplication application = null!;
    private HttpClient client = null!;

    public async Task InitializeAsync()
    {
        string folder = Path.GetDirectoryName(GuideGuests.ManifestOf("pricing"))!;
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = folder });
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        #region services
        builder.Services.AddNgixi(ngixi => ngixi.AddModule("pricing", "pricing.ngixi.json", new PoolOptions
        {
            MaxInstances = 16,
            OnFailure = FailurePolicy.Quarantine,
        }));
        builder.Services.AddHealthChecks().AddNgixiGuests();
        #endregion

        #region own
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<ICatalog, Catalog>();
        builder.Services.AddNgixi(ngixi => ngixi.Configure((options, services) => options.Capabilities.Add(Capability.Of(
            "catalog", static (linker, create) => linker.DefineCatalog(create), _ => services.GetRequiredService<ICatalog>()))));
        #endregion

        #region failures
        builder.Services.AddProblemDetails();
        ExceptionHandlerOptions failures = new()
        {
            StatusCodeSelector = exception => exception switch
            {
                GuestBusyException => StatusCodes.Status503ServiceUnavailable,
                GuestDeadlineException => StatusCodes.Status504GatewayTimeout,
                _ => StatusCodes.Status500InternalServerError,
            },
        };
        #endregion

        #region opentelemetry
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddMeter(GuestEngine.MeterName, CapabilityTelemetry.Name, CapabilityTelemetry.ModulePrefix + "*")
                .AddInMemoryExporter(exported))
            .WithTracing(traces => traces.AddSource(CapabilityTelemetry.Name));
        #endregion

        application = builder.Build();

        #region handler
        application.UseExceptionHandler(failures);
        #endregion

        #region endpoints
        application.MapHealthChecks("/health");
        application.MapPost("/price", async (
            Order order, [FromKeyedServices("pricing")] GuestPool pool, CancellationToken aborted) =>
        {
            CallResult<Verdict> call = await pool.CallAsync(guest => guest.Instance.GetPricing().Price(order), cancellation: aborted);
            return call.Value is Verdict.Priced priced ? Results.Ok(priced) : Results.UnprocessableEntity(call.Value as Verdict.Refused);
        });
        #endregion

        await application.StartAsync();
        client = new HttpClient { BaseAddress = new Uri(application.Urls.Single()) };
    }

    [Fact]
    public async Task A_request_is_a_call_of_a_guest_whose_host_methods_see_the_request()
    {
        Assert.Equal((HttpStatusCode.OK, """{"cents":350}"""), await PostAsync(new OrderLine("tea", 1)));
        client.DefaultRequestHeaders.Add("X-Customer-Group", "resellers");
        Assert.Equal((HttpStatusCode.OK, """{"cents":300}"""), await PostAsync(new OrderLine("tea", 1)));
    }

    [Fact]
    public async Task Another_case_of_the_union_is_another_status() => Assert.Equal(
        (HttpStatusCode.UnprocessableEntity, """{"reason":"nobody sells this","articles":["gin"]}"""), await PostAsync(new OrderLine("gin", 1)));

    [Fact]
    public async Task Guests_that_fail_again_and_again_are_in_quarantine_and_the_health_check_says_so()
    {
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        for (int failure = 0; failure < 3; failure++)
        {
            Assert.Equal(HttpStatusCode.InternalServerError, (await PostAsync([.. Enumerable.Repeat(new OrderLine("tea", 1), 1_001)])).Status);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(new OrderLine("tea", 1))).Status);
        using HttpResponseMessage health = await client.GetAsync(new Uri("/health", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);

        #region resume
        application.Services.GetRequiredKeyedService<GuestPool>("pricing").Resume();
        #endregion

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(new OrderLine("tea", 1))).Status);
    }

    [Fact]
    public void A_configuration_names_modules()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddJsonFile(Path.Combine(AssemblyScriptCompiler.GuestDirectory, "appsettings.json"));
        builder.Services.AddSingleton<ICatalog>(new Catalog(new HttpContextAccessor()));
        builder.Services.AddNgixi(ngixi => ngixi
            .AddModules(builder.Configuration.GetSection("Ngixi:Modules"))
            .Configure((options, services) => options.Capabilities.Add(Capability.Of(
                "catalog", static (linker, create) => linker.DefineCatalog(create), _ => services.GetRequiredService<ICatalog>()))));
        using IHost host = builder.Build();
        Assert.Equal(16, host.Services.GetRequiredKeyedService<GuestPool>("pricing").Options.MaxInstances);
    }

    [Fact]
    public async Task OpenTelemetry_has_the_instruments_of_the_page()
    {
        await PostAsync(new OrderLine("tea", 1));
        application.Services.GetRequiredService<MeterProvider>().ForceFlush();
        string[] names = [.. exported.Where(metric => metric.MeterName == GuestEngine.MeterName).Select(metric => metric.Name).Distinct()];
        Assert.Contains("ngixi.guest.calls", names);
        Assert.Contains("ngixi.guest.call.duration", names);
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    public void Dispose() => client.Dispose();

    private async Task<(HttpStatusCode Status, string Text)> PostAsync(params OrderLine[] lines)
    {
        Order order = new("Ada", lines, new Dictionary<string, string>(), null);
        using HttpResponseMessage response = await client.PostAsJsonAsync(new Uri("/price", UriKind.Relative), order);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    #region catalog
    private sealed class Catalog(IHttpContextAccessor accessor) : ICatalog
    {
        public IReadOnlyDictionary<string, long> PricesOf(IReadOnlyList<string> articles)
        {
            string? group = accessor.HttpContext?.Request.Headers["X-Customer-Group"];
            return articles.Contains("tea")
                ? new Dictionary<string, long> { ["tea"] = group == "resellers" ? 300 : 350 }
                : new Dictionary<string, long>();
        }
    }
    #endregion
}
