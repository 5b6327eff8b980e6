using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Ngixi.Hosting.DependencyInjection;
using Ngixi.Hosting.Health;

namespace Ngixi.Hosting;

/// <summary>Adds guests to the services of a program.</summary>
public static class NgixiServices
{
    /// <summary>
    /// Adds a <see cref="GuestEngine"/>, with the program's loggers, clock and meters, and the modules that
    /// <paramref name="configure"/> names.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Names the modules: <c>ngixi =&gt; ngixi.AddModule("shop", "shop.ngixi.json")</c>.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddNgixi(this IServiceCollection services, Action<NgixiBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        if (services.All(service => service.ServiceType != typeof(HostedModules)))
        {
            services.AddOptions<GuestEngineOptions>().Configure<IServiceProvider>(Take).ValidateOnStart();
            services.AddSingleton<IValidateOptions<GuestEngineOptions>, GuestEngineOptionsValidator>();
            services.TryAddSingleton(provider => new GuestEngine(provider.GetRequiredService<IOptions<GuestEngineOptions>>().Value));
            services.AddSingleton<HostedModules>();
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<HostedModules>());
        }

        configure(new NgixiBuilder(services));
        return services;
    }

    /// <summary>Adds a check with the name <c>guests</c>: of the process that guests run in, and of their pools.</summary>
    /// <param name="checks">The checks: <c>services.AddHealthChecks()</c>.</param>
    /// <returns>The checks.</returns>
    public static IHealthChecksBuilder AddNgixiGuests(this IHealthChecksBuilder checks)
    {
        ArgumentNullException.ThrowIfNull(checks);
        return checks.AddCheck<GuestHealthCheck>("guests");
    }

    private static void Take(GuestEngineOptions options, IServiceProvider services)
    {
        options.Loggers = services.GetService<ILoggerFactory>() ?? options.Loggers;
        options.Time = services.GetService<TimeProvider>() ?? options.Time;
        options.Audit = services.GetService<GuestAudit>() ?? options.Audit;
        options.Meters = services.GetService<IMeterFactory>() ?? options.Meters;
    }
}
